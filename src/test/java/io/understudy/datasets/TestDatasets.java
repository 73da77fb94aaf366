package io.understudy.datasets;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class TestDatasets {
    static final String TRIGGER = "ohwx woman";

    private static final Map<Integer, byte[]> LARGE = new ConcurrentHashMap<>();

    private TestDatasets() {}

    public static CharacterId ava(CharacterService characters) {
        return characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", TRIGGER, ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    public static CharacterId bo(CharacterService characters) {
        return characters
                .create(CharacterDraft.of("Bo Ekman", "man", "zkj man", ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    /** A photo of 1024 px that the guide takes; another one for each number. */
    public static byte[] photo(int number) {
        return LARGE.computeIfAbsent(number, n -> TestPhotos.jpeg(1_024, 1_024, n));
    }

    /** A photo below the guide's minimum. */
    public static byte[] smallPhoto(int number) {
        return TestPhotos.jpeg(320, 200, number);
    }

    public static IntakeReport take(PictureIntake intake, CharacterId character, String name, byte[] bytes) {
        return intake.take(character, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    /** Fills a dataset with photos of different content, named 1.jpg and so on. */
    public static List<PictureSummary> fill(
            PictureIntake intake, DatasetService datasets, CharacterId character, int count) {
        for (int i = 1; i <= count; i++) {
            take(intake, character, i + ".jpg", photo(i));
        }
        return datasets.pictures(character, PictureFilter.ALL, 0, 500).pictures();
    }
}
