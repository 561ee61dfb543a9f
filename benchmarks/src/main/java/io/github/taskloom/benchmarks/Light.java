package io.github.taskloom.benchmarks;

import io.github.taskloom.fsm.Transitions;

/** The least machine: two states, one event. */
enum Light {
  OFF,
  ON;

  enum Press {
    SWITCH
  }

  static final Transitions<Light, Press> SWITCHES =
      Transitions.of(Light.class, Press.class)
          .startingAt(OFF)
          .on(OFF, Press.SWITCH, ON)
          .on(ON, Press.SWITCH, OFF)
          .build();
}
