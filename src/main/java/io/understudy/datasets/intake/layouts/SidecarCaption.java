package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.platform.text.DecodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The {@code .json} that a downloader or captioner puts next to a picture, as {@code 1.json} or {@code 1.jpg.json}.
 *
 * @param words its caption; empty when it has none
 * @param notes what a person should know about it, as ends of sentences that begin with its name and a colon
 */
public record SidecarCaption(String words, List<String> notes) {
    public static final SidecarCaption NONE = new SidecarCaption("", List.of());

    public SidecarCaption {
        notes = List.copyOf(notes);
    }

    /** The path of the picture without its ending. */
    public static String pictureStem(String path) {
        String stem = PictureFileName.stem(path);
        return PictureFormat.ofName(stem).isPresent() ? PictureFileName.stem(stem) : stem;
    }

    public static SidecarCaption read(byte[] bytes) {
        DecodedText decoded = DecodedText.of(bytes);
        Optional<JsonNode> picture = CaptionJson.read(decoded.text());
        List<String> notes = new ArrayList<>();
        if (!decoded.isUnicode()) {
            notes.add(DecodedText.NOTE);
        }
        if (picture.filter(CaptionJson::leavesTagsOut).isPresent()) {
            notes.add("tags were left out, because there is a caption");
        }
        return new SidecarCaption(picture.map(CaptionJson::caption).orElse(""), notes);
    }
}
