package io.understudy.storage;

public sealed interface CheckEvent {
    record Progressed(CheckProgress progress) implements CheckEvent {}

    record Finished(CheckReport report) implements CheckEvent {}

    record BrokeOff(String words) implements CheckEvent {}
}
