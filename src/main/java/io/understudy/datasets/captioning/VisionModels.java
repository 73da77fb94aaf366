package io.understudy.datasets.captioning;

import io.understudy.datasets.captioning.VisionModel.KeyScheme;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The vision model that an admin chose, and its key. */
@Component
class VisionModels {
    /** A captioner of fal's by name, which comes before the address; empty for none. */
    static final Setting FAL = new Setting("captioning.fal", "");

    static final Setting ADDRESS = new Setting("captioning.address", "");
    static final Setting NAME = new Setting("captioning.model", "");
    static final Setting KEY_SCHEME = new Setting("captioning.key-scheme", KeyScheme.BEARER.name());
    static final Setting PRICE = new Setting("captioning.price", "");
    static final Setting AT_ONCE = Setting.number("captioning.at-once", 1);
    static final SecretName KEY = new SecretName("captioning.key");

    private final SettingsService settings;
    private final SecretService secrets;

    VisionModels(SettingsService settings, SecretService secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** What describes pictures: fal's captioner where one is chosen, else the model at the address. */
    Optional<Captioner> captioner() {
        return fal().map(Captioner.class::cast).or(() -> model().map(Captioner.class::cast));
    }

    Optional<FalCaptioner> fal() {
        return Optional.of(settings.text(FAL)).filter(name -> !name.isEmpty()).map(FalCaptioner::valueOf);
    }

    Optional<VisionModel> model() {
        String address = settings.text(ADDRESS);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String price = settings.text(PRICE);
        return Optional.of(new VisionModel(
                URI.create(address),
                settings.text(NAME),
                KeyScheme.valueOf(settings.text(KEY_SCHEME)),
                price.isEmpty() ? null : new BigDecimal(price),
                settings.number(AT_ONCE)));
    }

    /** Opened for a single call. */
    Optional<String> key() {
        return RunAs.get(() -> secrets.reveal(KEY));
    }
}
