package io.understudy.datasets.captions;

import io.understudy.datasets.intake.CaptionFile;
import io.understudy.storage.BlobHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of several caption files counts for a picture of one upload, in whichever order they arrive. */
public final class CaptionPrecedence {
    private final Comparator<CaptionFile> order;
    private final Map<BlobHash, CaptionFile> given = new HashMap<>();
    private final Set<BlobHash> own = new HashSet<>();

    /** @param ending what the trainer of a picture has its caption files end in, without the dot; may be empty */
    public CaptionPrecedence(Function<CaptionFile, String> ending) {
        this.order = CaptionFile.precedence(ending);
    }

    List<CaptionFile> sorted(Collection<CaptionFile> files) {
        return files.stream().sorted(order).toList();
    }

    /** The file that gave the picture its caption so far; null while there is none but this one. */
    @Nullable
    CaptionFile other(BlobHash picture, CaptionFile file) {
        CaptionFile other = given.get(picture);
        return other == null || order.compare(other, file) == 0 ? null : other;
    }

    boolean isBefore(CaptionFile file, CaptionFile other) {
        return order.compare(file, other) < 0;
    }

    /** Whether the picture has the caption of a file that was next to it. */
    boolean hasOwn(BlobHash picture) {
        return own.contains(picture);
    }

    /** @param beside whether the file was next to the picture: with words, it is the caption of this picture alone */
    void give(BlobHash picture, CaptionFile file, boolean beside) {
        given.put(picture, file);
        if (beside && !file.text().isEmpty() && !file.isOfDownloader()) {
            own.add(picture);
        }
    }
}
