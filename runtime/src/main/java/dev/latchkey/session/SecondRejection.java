package dev.latchkey.session;

/**
 * What follows when a call was rejected, resent with the successor, and rejected again: nothing, or
 * the endpoint is kept from starting refreshes for a while, or the session ends.
 */
final class SecondRejection {
  private final RefreshCoordinator coordinator;
  private final SessionState state;

  SecondRejection(RefreshCoordinator coordinator) {
    this.coordinator = coordinator;
    this.state = coordinator.state;
  }

  /** An endpoint has rejected this successor. */
  void of(Generation rejected, Object endpoint) {
    Epoch epoch = rejected.epoch;
    long quarantine = state.policy.quarantine.toMillis();
    long now = state.millis();
    if (quarantine > 0 && rejected.isKnownToBeGood(now)) {
      epoch.quarantine(endpoint, now, now + quarantine);
    }
    Probe probe = rejected.probe;
    Probe.Amounts amounts = probe == null ? Probe.Amounts.TO_ONE_WORD : probe.reject(endpoint);
    boolean proves = epoch.isTellingFrom(endpoint);
    if (amounts == Probe.Amounts.TO_A_REFUSAL || (amounts == Probe.Amounts.TO_ONE_WORD && proves)) {
      end(rejected);
    } else if (amounts == Probe.Amounts.TO_ONE_WORD && probe != null) {
      probe.settle();
    }
  }

  /** Nobody accepts this generation although it is new: ends the session if the policy says so. */
  void end(Generation rejected) {
    boolean mayEnd =
        state.policy.expiresOnSecondRejection
            && rejected.isKnownToBeGood(state.millis())
            && !state.fixed
            && !coordinator.renewal.signsItselfIn();
    if (mayEnd && rejected.refuse()) {
      Expiry expiry =
          Expiry.of(
              coordinator,
              rejected.epoch,
              rejected,
              null,
              new RefreshRefusedException(
                  "The server rejected the credential, and then its successor too."));
      if (expiry != null) {
        // The store may block, and the caller may be a thread that must not.
        state.environment.askStore(() -> expiry.stored(null, SignInReason.REJECTED).run());
      }
    }
    if (rejected.probe != null) {
      rejected.probe.settle();
    }
  }
}
