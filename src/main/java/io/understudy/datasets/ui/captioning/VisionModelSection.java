package io.understudy.datasets.ui.captioning;

import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.platform.ui.SettingsSection;
import org.springframework.stereotype.Component;

@Component
class VisionModelSection extends SettingsSection {
    private static final int AFTER_BACKENDS = 45;

    private final VisionModelService models;

    VisionModelSection(VisionModelService models) {
        super("Captions by a vision model", AFTER_BACKENDS);
        this.models = models;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        return new VisionModelForm(models);
    }
}
