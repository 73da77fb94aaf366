package io.understudy.datasets;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.pictures.Photos;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class Sets {
    static final String TRIGGER = "ohwx woman";

    private static final Map<Integer, byte[]> LARGE = new ConcurrentHashMap<>();

    private Sets() {}

    static CharacterId ava(CharacterService characters) {
        return characters
                .create(new CharacterDraft("Ava Lindqvist", "woman", TRIGGER, ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    static CharacterId bo(CharacterService characters) {
        return characters
                .create(new CharacterDraft("Bo Ekman", "man", "zkj man", ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    /** A photo of 1024 px that the guide takes; another one for each number. */
    static byte[] photo(int number) {
        return LARGE.computeIfAbsent(number, n -> Photos.jpeg(1_024, 1_024, n));
    }

    /** A photo below the guide's minimum. */
    static byte[] smallPhoto(int number) {
        return Photos.jpeg(320, 200, number);
    }

    static IntakeReport take(PictureIntake intake, CharacterId character, String name, byte[] bytes) {
        return intake.take(character, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    /** Fills a dataset with photos of different content, named 1.jpg and so on. */
    static List<PictureSummary> fill(PictureIntake intake, DatasetService datasets, CharacterId character, int count) {
        for (int i = 1; i <= count; i++) {
            take(intake, character, i + ".jpg", photo(i));
        }
        return datasets.pictures(character, PictureFilter.ALL, 0, 500).pictures();
    }
}
