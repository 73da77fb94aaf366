package io.understudy.versions.blind;

import io.understudy.versions.blind.BlindComparisonRepository.Pair;
import io.understudy.versions.blind.BlindComparisonRepository.Player;
import io.understudy.versions.blind.BlindComparisonRepository.Vote;
import io.understudy.versions.blind.BlindComparisonRepository.Voter;
import io.understudy.versions.blind.BlindResult.Duel;
import io.understudy.versions.blind.BlindResult.Side;
import io.understudy.versions.blind.BlindResult.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the votes of those who voted on every pair. Who stopped half-way would tilt the pairs against each other. */
final class BlindTally {
    private final List<Player> players;
    private final Map<Integer, Pair> pairs;
    private final List<Vote> votes;
    private final List<String> voters;

    BlindTally(List<Player> players, List<Pair> pairs, List<Voter> voters, List<Vote> votes) {
        this.players = players;
        this.pairs = pairs.stream().collect(Collectors.toMap(Pair::position, Function.identity()));
        Set<UUID> finished =
                voters.stream().filter(Voter::finished).map(Voter::account).collect(Collectors.toSet());
        this.votes =
                votes.stream().filter(vote -> finished.contains(vote.account())).toList();
        this.voters = voters.stream().filter(Voter::finished).map(Voter::name).toList();
    }

    BlindResult result() {
        List<Standing> standings = players.stream()
                .map(player -> new Standing(
                        player.name(), player.version(), player.production(), rate(player.position(), null)))
                .sorted(Comparator.comparingDouble((Standing standing) ->
                                Double.isNaN(standing.rate().share())
                                        ? 0
                                        : standing.rate().share())
                        .reversed())
                .toList();
        List<Duel> duels = new ArrayList<>();
        for (Player first : players) {
            for (Player second : players) {
                if (first.position() < second.position()) {
                    duels.add(new Duel(side(first), side(second), rate(first.position(), second.position())));
                }
            }
        }
        return new BlindResult(standings, duels, voters);
    }

    private static Side side(Player player) {
        return new Side(player.name(), player.version(), player.production());
    }

    /** @param against one contestant, or null for all others */
    private WinRate rate(int player, @Nullable Integer against) {
        int wins = 0;
        int equal = 0;
        int losses = 0;
        for (Vote vote : votes) {
            Pair pair = Objects.requireNonNull(pairs.get(vote.pair()));
            boolean plays = pair.first() == player || pair.second() == player;
            int other = pair.first() == player ? pair.second() : pair.first();
            if (plays && (against == null || against == other)) {
                Integer winner = vote.winner();
                if (winner == null) {
                    equal++;
                } else if (winner == player) {
                    wins++;
                } else {
                    losses++;
                }
            }
        }
        return WinRate.of(wins, equal, losses);
    }
}
