package io.understudy.storage;

/** What becomes of a running check. */
public sealed interface CheckEvent {
    record Progressed(CheckProgress progress) implements CheckEvent {}

    record Finished(CheckReport report) implements CheckEvent {}

    /** The check did not come to its end; the words say why. */
    record BrokeOff(String words) implements CheckEvent {}
}
