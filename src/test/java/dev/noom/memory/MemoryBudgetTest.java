package dev.noom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final int SIZE = 1_000_000;

  private final MemoryBudget budget = new MemoryBudget(SIZE);

  @Test
  void one_holding_gets_a_quarter_and_one_address_a_half() {
    assertEquals(SIZE / 4, greedy(budget.open("a")), 100);
    for (int i = 0; i < 1_000; i++) {
      greedy(budget.open("a"));
    }
    assertEquals(SIZE / 2, budget.held(), SIZE / 50);
    assertTrue(budget.held() <= SIZE / 2);
  }

  @Test
  void who_holds_little_is_granted_whatever_a_few_addresses_hold() {
    for (int address = 0; address < 4; address++) {
      for (int i = 0; i < 200; i++) {
        greedy(budget.open(address));
      }
    }
    assertTrue(budget.held() < SIZE, budget.held() + " are held");
    assertTrue(budget.open("stranger").take(SIZE / 100), "nothing is left for others");
  }

  @Test
  void at_a_crowded_address_who_holds_nothing_may_still_hold_half_of_what_each_of_them_does() {
    List<Holding> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(budget.open("office"));
    }
    for (int round = 0; round < 1_000; round++) {
      crowd.forEach(each -> each.take(100));
    }
    assertTrue(budget.open("office").take(SIZE / 2 / 220));
  }

  @Test
  void what_is_given_back_is_there_for_the_next_and_nothing_is_left_of_an_address() {
    Random random = new Random(3);
    for (int run = 0; run < 200; run++) {
      List<Holding> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Holding holding = random.nextBoolean() ? budget.open(i % 3) : budget.admit(i % 3);
        int taken = holding.take(1_000) ? 1_000 : 0;
        if (random.nextBoolean()) {
          holding.joined();
        }
        if (random.nextBoolean()) {
          holding.give(taken);
        }
        all.add(holding);
      }
      all.forEach(Holding::close);
      all.forEach(Holding::close);
      assertEquals(0, budget.held());
      assertEquals(0, budget.addresses());
    }
  }

  @Test
  void before_the_join_a_few_kib_are_all() {
    Holding stranger = budget.admit("a");
    assertTrue(stranger.isGranted());
    assertTrue(stranger.take(Holding.BYTES_BEFORE_JOIN));
    assertFalse(stranger.take(1));
    stranger.joined();
    assertTrue(stranger.take(50_000));
  }

  @Test
  void a_little_costs_no_shared_count() {
    Holding ada = budget.admit("a");
    ada.joined();
    assertTrue(ada.take(Holding.OWN_BYTES));
    assertEquals(0, budget.held());
  }

  @Test
  void connections_that_never_join_are_not_granted_without_end() {
    int granted = 0;
    while (budget.admit("a").isGranted()) {
      granted++;
    }
    assertTrue(granted <= SIZE / 2 / MemoryBudget.ENTRY, granted + " were granted");
    assertTrue(budget.admit("b").isGranted());
  }

  @Test
  void refusals_are_counted_for_the_log() {
    greedy(budget.open("a"));
    assertEquals(1, budget.takeRefusals());
    assertEquals(0, budget.takeRefusals());
  }

  /** In steps of 100 bytes. */
  private static long greedy(Holding holding) {
    long taken = 0;
    while (holding.take(100)) {
      taken += 100;
    }
    return taken;
  }
}
