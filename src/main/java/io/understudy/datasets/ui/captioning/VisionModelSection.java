package io.understudy.datasets.ui.captioning;

import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.platform.ui.SettingsSection;
import org.springframework.stereotype.Component;

@Component
class VisionModelSection implements SettingsSection {
    private static final int AFTER_BACKENDS = 45;

    private final VisionModelService models;

    VisionModelSection(VisionModelService models) {
        this.models = models;
    }

    @Override
    public String title() {
        return "Captions by a vision model";
    }

    @Override
    public int order() {
        return AFTER_BACKENDS;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        return new VisionModelForm(models);
    }
}
