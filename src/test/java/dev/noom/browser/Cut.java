package dev.noom.browser;

/** What can be cut between two people, so that nobody is told. */
enum Cut {
  /** Between the two no UDP comes through; the server is within reach. */
  UDP {
    @Override
    void begins(CutCall call) {
      call.ada().filters(NO_UDP);
      call.bob().filters(NO_UDP);
    }

    @Override
    void ends(CutCall call) {
      call.ada().filters();
      call.bob().filters();
    }
  },

  /** Ada's whole network. */
  ONE_SIDE {
    @Override
    void begins(CutCall call) {
      call.adasLine().isCut();
    }

    @Override
    void ends(CutCall call) {
      call.adasLine().isMended();
    }
  },

  /** The networks of both. */
  BOTH_SIDES {
    @Override
    void begins(CutCall call) {
      call.adasLine().isCut();
      call.bobsLine().isCut();
    }

    @Override
    void ends(CutCall call) {
      call.adasLine().isMended();
      call.bobsLine().isMended();
    }
  };

  private static final String NO_UDP = "-p udp -j DROP";

  abstract void begins(CutCall call);

  abstract void ends(CutCall call);
}
