package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureFormat;

/** The {@code .json} that a downloader or captioner puts next to a picture, as {@code 1.json} or {@code 1.jpg.json}. */
public final class SidecarCaption {
    private SidecarCaption() {}

    /** The path of the picture without its ending. */
    public static String pictureStem(String path) {
        String stem = PictureFileName.stem(path);
        return PictureFormat.ofName(stem).isPresent() ? PictureFileName.stem(stem) : stem;
    }

    /** Its caption; empty when it has none. */
    public static String read(byte[] bytes) {
        return CaptionJson.read(bytes).map(CaptionJson::caption).orElse("");
    }
}
