package io.understudy.prompting.language;

import java.util.List;
import java.util.Objects;

/**
 * A template with words in it.
 *
 * @param text the finished prompt on one line; what got no words is left out, with the comma or space it would leave
 * @param pieces the same by where it came from, with what got no words shown open
 */
public record RenderedPrompt(String text, List<RenderedPiece> pieces) {
    public RenderedPrompt {
        pieces = List.copyOf(pieces);
    }

    public List<String> missing() {
        return pieces.stream()
                .filter(RenderedPiece::open)
                .map(RenderedPiece::variable)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
