package dev.noom.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who goes, in whatever way, is gone at the others; who comes later is there for all. */
class GoingIT {
  @RegisterExtension final Stage stage = new Stage();

  private Person ada;
  private Person bob;

  @BeforeEach
  void two_in_a_call() {
    ada = stage.person("Ada").enters(stage.room());
    bob = stage.person("Bob").enters(stage.room());
    ada.sees(bob);
    bob.sees(ada);
  }

  @Test
  void leaving_removes_the_tile() {
    bob.leaves();
    ada.seesNobodyBut();
    assertThat(ada.page().getByText(Words.ENGLISH.get("call.alone"))).isVisible();
    assertThat(ada.page().locator("#people")).hasText("1 person");
  }

  @Test
  void closing_the_tab_removes_the_tile() {
    bob.closesTheTab();
    ada.seesNobodyBut();
  }

  @Test
  void losing_the_page_removes_the_tile_when_it_has_not_come_back_in_time() {
    NoomServer impatient = stage.noom(List.of("-Dnoom.resume.seconds=2"));
    Person carl = stage.visitor("Carl").at(impatient.url()).comes().enters(stage.room());
    Person dora = stage.visitor("Dora").at(impatient.url()).comes().enters(stage.room());
    carl.sees(dora);
    dora.losesThePage();
    carl.seesNobodyBut();
  }

  @Test
  void reloading_leaves_and_one_press_comes_back_as_one_person() {
    bob.page().reload();
    ada.seesNobodyBut();
    bob.isAtTheDoorOf(stage.room());
    bob.presses("Enter");
    bob.isInTheCall();
    ada.sees(bob);
    bob.sees(ada);
    ada.seesNobodyBut(bob);
    bob.seesNobodyBut(ada);
  }

  @Test
  void a_third_person_sees_and_hears_both_and_one_may_go() {
    Person carl = stage.person("Carl").enters(stage.room());
    carl.seesNobodyBut(ada, bob);
    for (Person other : new Person[] {ada, bob}) {
      carl.sees(other);
      carl.hears(other);
      other.sees(carl);
      other.hears(carl);
    }
    bob.leaves();
    ada.seesNobodyBut(carl);
    carl.seesNobodyBut(ada);
    ada.sees(carl);
    carl.hears(ada);
  }

  @Test
  void a_late_comer_is_shown_what_is_switched_off() {
    ada.mutes();
    bob.turnsCameraOff();
    Person carl = stage.person("Carl").enters(stage.room());
    carl.sees(ada);
    assertThat(carl.tile(ada).locator(".tile-muted")).isVisible();
    carl.hearsNothingOf(ada);
    carl.seesOnlyTheNameOf(bob);
    carl.hears(bob);
    bob.turnsCameraOn();
    carl.sees(bob);
  }
}
