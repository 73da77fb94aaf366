package io.understudy.versions.blind;

import io.understudy.versions.VersionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the votes add up to, of people who voted on every pair.
 *
 * @param standings against all others together, the best first
 * @param duels every two contestants against each other
 * @param voters by name
 */
public record BlindResult(List<Standing> standings, List<Duel> duels, List<String> voters) {
    public BlindResult {
        standings = List.copyOf(standings);
        duels = List.copyOf(duels);
        voters = List.copyOf(voters);
    }

    /** @param version null for the base model without a LoRA */
    public record Standing(String name, @Nullable VersionId version, boolean production, WinRate rate) {}

    /** @param rate of the first against the second */
    public record Duel(Side first, Side second, WinRate rate) {}

    /** One side of a duel; {@code version} is null for the base model without a LoRA. */
    public record Side(String name, @Nullable VersionId version, boolean production) {}
}
