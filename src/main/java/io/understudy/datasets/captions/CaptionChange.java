package io.understudy.datasets.captions;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.Picture;
import io.understudy.platform.text.Formats;

public record CaptionChange(PictureId picture, String fileName, String before, String after) {
    public static CaptionChange of(Picture picture, String after) {
        return new CaptionChange(new PictureId(picture.getId()), picture.fileName(), picture.caption(), after);
    }

    public boolean fits() {
        return after.length() <= CaptionText.MAX_LENGTH;
    }

    public String whyLeftOut() {
        return fileName + " would have " + Formats.count(after.length()) + " of at most "
                + Formats.count(CaptionText.MAX_LENGTH) + " characters";
    }
}
