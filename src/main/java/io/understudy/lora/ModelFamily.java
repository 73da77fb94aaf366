package io.understudy.lora;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public enum ModelFamily {
    FLUX1("flux1", "FLUX.1", BaseModel.FLUX1_DEV),
    FLUX2_DEV("flux2-dev", "FLUX.2 dev", BaseModel.FLUX2_DEV),
    FLUX2_KLEIN_9B("flux2-klein-9b", "FLUX.2 klein 9B", BaseModel.FLUX2_KLEIN_9B),
    FLUX2_KLEIN_4B("flux2-klein-4b", "FLUX.2 klein 4B", BaseModel.FLUX2_KLEIN_4B),
    MINIATURE("miniature", "Understudy's miniature", BaseModel.MINIATURE),
    NOT_FLUX("not-flux", "not FLUX", null),
    UNDECIDED("undecided", "undecided", null);

    private final String id;
    private final String label;
    private final @Nullable BaseModel target;

    ModelFamily(String id, String label, @Nullable BaseModel target) {
        this.id = id;
        this.label = label;
        this.target = target;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    public Optional<BaseModel> target() {
        return Optional.ofNullable(target);
    }

    public static ModelFamily of(BaseModel target) {
        return Arrays.stream(values())
                .filter(family -> family.target == target)
                .findFirst()
                .orElseThrow();
    }
}
