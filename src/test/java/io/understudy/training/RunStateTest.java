package io.understudy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStateTest {
    private static final Map<RunState, Set<RunState>> LEGAL = Map.of(
            RunState.AWAITING_APPROVAL, Set.of(RunState.QUEUED, RunState.CANCELLED),
            RunState.UNCONFIRMED, Set.of(RunState.QUEUED, RunState.CANCELLED),
            RunState.QUEUED, Set.of(RunState.PREPARING, RunState.CANCELLED),
            RunState.PREPARING,
                    Set.of(
                            RunState.RUNNING,
                            RunState.UNCONFIRMED,
                            RunState.QUEUED,
                            RunState.FAILED,
                            RunState.CANCELLED,
                            RunState.LOST),
            RunState.RUNNING,
                    Set.of(
                            RunState.COLLECTING,
                            RunState.UNCONFIRMED,
                            RunState.QUEUED,
                            RunState.FAILED,
                            RunState.CANCELLED,
                            RunState.LOST),
            RunState.COLLECTING,
                    Set.of(
                            RunState.SUCCEEDED,
                            RunState.UNCONFIRMED,
                            RunState.QUEUED,
                            RunState.FAILED,
                            RunState.CANCELLED,
                            RunState.LOST),
            RunState.SUCCEEDED, Set.of(),
            RunState.FAILED, Set.of(RunState.QUEUED, RunState.AWAITING_APPROVAL),
            RunState.CANCELLED, Set.of(RunState.QUEUED, RunState.AWAITING_APPROVAL),
            RunState.LOST, Set.of(RunState.QUEUED, RunState.AWAITING_APPROVAL));

    static Stream<Arguments> allPairs() {
        return Stream.of(RunState.values())
                .flatMap(from -> Stream.of(RunState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void theTableAllowsExactlyTheLegalMoves(RunState from, RunState to) {
        assertThat(from.mayBecome(to))
                .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
    }

    @Test
    void anIllegalMoveIsRefusedByName() {
        assertThatThrownBy(() -> RunState.SUCCEEDED.requireMove(RunState.CANCELLED, 41))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Run 41 is succeeded and cannot become cancelled");
    }

    @Test
    void everyStateIsEitherOverOrCanStillBeCancelled() {
        assertThat(RunState.values())
                .allSatisfy(state -> assertThat(state.isOver()).isNotEqualTo(state.mayBecome(RunState.CANCELLED)));
    }
}
