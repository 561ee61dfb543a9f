/**
 * What goes wrong around the engine, and what it promises then: each test has the contract in its
 * name. Public API only, as a user would meet it.
 */
@NullMarked
package io.github.taskloom.faults;

import org.jspecify.annotations.NullMarked;
