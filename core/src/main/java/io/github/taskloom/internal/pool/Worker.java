package io.github.taskloom.internal.pool;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One thread at work: what it claims through. Two threads that share trivial work are slower than
 * one, since each claim takes the counter's cache line from the other. So an extra worker or helper
 * that is not needed leaves: its own pieces are quick, and so are those of the owner or of the
 * worker that leads.
 */
public final class Worker {
  /** Numbers that are kept are reported by so many. */
  private static final int KEPT = 16;

  /** Numbers that are dealt with, too. */
  private static final int FINISHED = 16;

  /** So many claims between two looks at the clock. */
  private static final int LOOK = 64;

  /** Pieces that take less are quick, in nanoseconds. */
  private static final long QUICK = ScalingPolicy.SHORT;

  private static final VarHandle CLAIMS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "claims", VarHandle.class, Worker.class, int.class);

  private final WorkSource source;

  /** Null where no other thread can come. */
  private final @Nullable PoolPart part;

  /** A helper or an extra worker; else the owner, which never leaves. */
  private final boolean isExtra;

  /** Written by its own thread, read by other workers: opaque, since any recent value does. */
  @SuppressWarnings("UnusedVariable") // through CLAIMS
  private int claims;

  /** What became ready by this worker; null until there is something, or where there is none. */
  private @Nullable Batch batch;

  private boolean mayHaveBatch;

  /** It has left since others are as quick without it. */
  private boolean dismissed;

  /** Pieces done, but not reported yet: one counter of the source's less to touch for each. */
  private int finished;

  private int kept;

  // At the last look.
  private long time;
  private @Nullable Worker leader;
  private int leaderClaims;
  private int ownerClaims;

  private Worker(WorkSource source, @Nullable PoolPart part, boolean isExtra) {
    this.source = source;
    this.part = part;
    this.isExtra = isExtra;
    this.mayHaveBatch = part != null;
  }

  /** For the only thread that there will be. */
  public static Worker alone(WorkSource source) {
    return new Worker(source, null, false);
  }

  /** For the owner. */
  static Worker ofOwner(PoolPart part) {
    return new Worker(part.source(), part, false);
  }

  /** For a helper or an extra worker. */
  static Worker ofExtra(PoolPart part) {
    return new Worker(part.source(), part, true);
  }

  /** By its thread, when it claims no more. */
  void leave() {
    Batch mine = batch;
    if (mine != null) {
      batch = null;
      source.leave(mine);
    }
  }

  /** Whether nothing waits that this worker has made ready. */
  public boolean isEmpty() {
    Batch mine = batch;
    return mine == null || mine.size() == 0;
  }

  /** Adds a number that became ready: for this worker, or for others where they are out of work. */
  public void offer(int number) {
    if (mayHaveBatch) {
      mayHaveBatch = false;
      batch = source.enter();
    }
    Batch mine = batch;
    if (mine != null && mine.offer(number)) {
      source.added();
    } else {
      source.offer(number);
    }
  }

  /** The next number, or -1 when the calling thread is to leave; may wait for one. */
  public int claim() {
    boolean goesOn = mayGoOn();
    int number = goesOn && claims() % KEPT == 0 ? source.tryClaimOfOthers(batch) : -1;
    if (goesOn && number < 0) {
      number = source.tryClaim(batch);
    }
    if (number < 0 || finished >= FINISHED) {
      report(); // before it sleeps or leaves: the last report of all ends the work
    }
    return number >= 0 || !goesOn ? number : source.claim(isExtra);
  }

  /** Goes on with a number that became ready by the one before; -1 as in {@link #claim}. */
  public int keep(int number) {
    if (mayGoOn()) {
      if (++kept == KEPT) {
        source.kept(KEPT);
        kept = 0;
        int other = source.tryClaimOfOthers(batch);
        if (other >= 0) {
          offer(number);
          return other;
        }
      }
      return number;
    }
    source.offer(number);
    report();
    return -1;
  }

  /** Says that the last number was dealt with. */
  public void finish() {
    finished++;
  }

  private void report() {
    int done = finished;
    if (done > 0) {
      finished = 0;
      source.finish(done);
    }
  }

  private boolean mayGoOn() {
    int count = (int) CLAIMS.get(this) + 1; // plain: its own thread alone writes it
    CLAIMS.setOpaque(this, count);
    dismissed = isExtra && count % LOOK == 0 && part != null && isNotNeeded(part);
    return !dismissed;
  }

  boolean isDismissed() {
    return dismissed;
  }

  int claims() {
    return (int) CLAIMS.getOpaque(this);
  }

  private boolean isNotNeeded(PoolPart of) {
    long now = System.nanoTime();
    boolean quick = now - time < LOOK * QUICK;
    int byOwner = of.owner().claims();
    Worker leading = of.leader();
    int byLeader = leading == null ? 0 : leading.claims();
    boolean quickToo =
        byOwner - ownerClaims >= LOOK / 4
            || (leading != null
                && leading != this
                && leading == leader
                && byLeader - leaderClaims >= LOOK / 4);
    if (quick && quickToo) {
      of.leads(this, null);
      return true;
    }
    if (leading != this && (leading == null || (leading == leader && byLeader == leaderClaims))) {
      of.leads(leading, this); // none leads, or the one that does is held up
    }
    time = now;
    ownerClaims = byOwner;
    leader = leading;
    leaderClaims = byLeader;
    return false;
  }
}
