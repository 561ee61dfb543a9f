package io.github.taskloom.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that shows a fault which is known and not mended yet. It has to fail, and with what the
 * fault leads to: one that passes fails the build, so that no fault goes away unnoticed and the
 * test is kept as an ordinary one from then on.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KnownFaultExtension.class)
public @interface KnownFault {

  /** What is wrong, in a sentence. */
  String value();

  /** What the failure's message contains: any other failure is one of the test's own. */
  String shows();
}
