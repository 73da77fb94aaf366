package io.understudy.versions.blind;

import io.understudy.characters.CharacterId;
import java.time.Instant;

/**
 * A blind comparison as lists show it to one person.
 *
 * @param contestants how many
 * @param pairs that each person votes on
 * @param mine votes of the viewer
 * @param finished people who voted on every pair
 * @param open whether votes are still taken
 * @param revealed whether the viewer may see the names: after their last vote, or once it is closed
 */
public record BlindSummary(
        BlindId id,
        CharacterId character,
        String madeBy,
        Instant madeAt,
        int contestants,
        int pairs,
        int mine,
        int finished,
        boolean open,
        boolean revealed) {}
