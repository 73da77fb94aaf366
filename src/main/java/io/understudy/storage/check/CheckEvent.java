package io.understudy.storage.check;

public sealed interface CheckEvent {
    record Progressed(CheckProgress progress) implements CheckEvent {}

    record Finished(CheckReport report) implements CheckEvent {}

    record BrokeOff(String words) implements CheckEvent {}
}
