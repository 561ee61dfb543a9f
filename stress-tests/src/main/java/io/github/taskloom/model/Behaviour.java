package io.github.taskloom.model;

/** What one run of a task's function does. */
enum Behaviour {
  SUCCEEDS(Asks.NOT, Ends.RETURNS),
  RETURNS_NULL(Asks.NOT, Ends.RETURNS),
  /** Takes some microseconds. */
  PARKS(Asks.NOT, Ends.RETURNS),
  /** Waits until those that disturb a make have done so. */
  LINGERS(Asks.NOT, Ends.RETURNS),
  /** As {@link #LINGERS}, and nothing ends its wait. */
  LINGERS_STUBBORNLY(Asks.NOT, Ends.RETURNS),
  THROWS_CHECKED(Asks.NOT, Ends.THROWS),
  THROWS_UNCHECKED(Asks.NOT, Ends.THROWS),
  THROWS_ERROR(Asks.NOT, Ends.THROWS),
  THROWS_INTERRUPTED(Asks.NOT, Ends.THROWS_INTERRUPTED),
  THROWS_CANCELLED(Asks.NOT, Ends.THROWS_CANCELLED),
  CANCELS_ITSELF(Asks.TASK, Ends.RETURNS),
  CANCELS_ITSELF_AND_THROWS(Asks.TASK, Ends.THROWS),
  CANCELS_ITSELF_AND_HEEDS(Asks.TASK, Ends.THROWS_INTERRUPTED),
  CANCELS_ITS_RUN_STATE(Asks.RUN_STATE, Ends.RETURNS),
  CANCELS_ITS_RUN_STATE_AND_HEEDS(Asks.RUN_STATE, Ends.THROWS_CANCELLED);

  /** Whom it asks to end. */
  enum Asks {
    NOT,
    TASK,
    RUN_STATE
  }

  /** How it ends when nothing disturbs it. */
  enum Ends {
    RETURNS,
    THROWS,
    THROWS_INTERRUPTED,
    THROWS_CANCELLED
  }

  private final Asks asks;
  private final Ends ends;

  Behaviour(Asks asks, Ends ends) {
    this.asks = asks;
    this.ends = ends;
  }

  Asks asks() {
    return asks;
  }

  Ends ends() {
    return ends;
  }
}
