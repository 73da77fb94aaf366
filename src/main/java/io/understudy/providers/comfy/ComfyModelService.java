package io.understudy.providers.comfy;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files that ComfyUI graphs load FLUX.1 from. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class ComfyModelService {
    public static final List<String> WEIGHT_DTYPES = List.of("default", "fp8_e4m3fn", "fp8_e4m3fn_fast", "fp8_e5m2");

    private static final Setting UNET = new Setting("comfyui.unet", ComfyModels.USUAL.unet());
    private static final Setting WEIGHT_DTYPE = new Setting("comfyui.weight-dtype", ComfyModels.USUAL.weightDtype());
    private static final Setting CLIP_L = new Setting("comfyui.clip-l", ComfyModels.USUAL.clipL());
    private static final Setting T5XXL = new Setting("comfyui.t5xxl", ComfyModels.USUAL.t5xxl());
    private static final Setting VAE = new Setting("comfyui.vae", ComfyModels.USUAL.vae());

    private final SettingsService settings;

    ComfyModelService(SettingsService settings) {
        this.settings = settings;
    }

    public ComfyModels models() {
        return new ComfyModels(
                settings.text(UNET),
                settings.text(WEIGHT_DTYPE),
                settings.text(CLIP_L),
                settings.text(T5XXL),
                settings.text(VAE));
    }

    /** @throws DomainException.RuleViolation in {@code unet}, {@code clipL}, {@code t5xxl}, {@code vae} or {@code weightDtype} */
    @AdminsOnly
    @Transactional
    public void change(ComfyModels models) {
        settings.change(UNET, file("unet", models.unet()));
        settings.change(CLIP_L, file("clipL", models.clipL()));
        settings.change(T5XXL, file("t5xxl", models.t5xxl()));
        settings.change(VAE, file("vae", models.vae()));
        if (!WEIGHT_DTYPES.contains(models.weightDtype())) {
            throw DomainException.RuleViolation.in(
                    "weightDtype", "ComfyUI knows " + String.join(", ", WEIGHT_DTYPES) + ".");
        }
        settings.change(WEIGHT_DTYPE, models.weightDtype());
    }

    private static String file(String field, String name) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > 200 || plain.chars().anyMatch(Character::isISOControl)) {
            throw DomainException.RuleViolation.in(
                    field, "Name the file as ComfyUI lists it, such as flux/flux1-dev.safetensors.");
        }
        return plain;
    }
}
