package io.understudy.providers.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer demands of an engine's fields. */
class EngineRulesTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q";
    private static final List<Trainer> TRAINERS = List.of(
            new Trainer(
                    "folder",
                    "Folder trainer",
                    "",
                    List.of(EngineField.TRAINER_FOLDER, EngineField.VARIANT, EngineField.MODEL, EngineField.ADAPTER),
                    1),
            new Trainer("jar", "Jar trainer", "", List.of(EngineField.JAR), 8),
            new Trainer("file", "File trainer", "", List.of(EngineField.VARIANT, EngineField.MODEL_FILE), 1));

    private final Map<EngineField, String> values = new EnumMap<>(Map.of(
            EngineField.HOST, "gpu.example",
            EngineField.USER, "artist",
            EngineField.HOST_KEY, HOST_KEY,
            EngineField.TRAINER_FOLDER, "/opt/ai-toolkit",
            EngineField.MODEL, "black-forest-labs/FLUX.1-dev",
            EngineField.JAR, "/opt/understudy.jar"));

    private EngineDraft checked(String trainer, String workFolder) {
        return EngineRules.checked(
                new EngineDraft(
                        "Box", EngineKind.SLURM_SSH, values, Map.of(), trainer, workFolder, 1, null, Role.MEMBER),
                Set.of(EngineField.SSH_KEY),
                TRAINERS);
    }

    private void assertRefused(String property) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> checked("folder", "/scratch"))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(property));
    }

    @Test
    void onlyTheFieldsOfTheChosenTrainerAreKept() {
        assertThat(checked("folder", "/scratch/").values())
                .containsKey(EngineField.MODEL)
                .doesNotContainKey(EngineField.JAR);
        assertThat(checked("jar", "/scratch/"))
                .satisfies(draft -> assertThat(draft.workFolder()).isEqualTo("/scratch"))
                .satisfies(draft -> assertThat(draft.values()).doesNotContainKey(EngineField.MODEL));
    }

    @ParameterizedTest
    @CsvSource({
        "TRAINER_FOLDER, ''",
        "TRAINER_FOLDER, ai-toolkit",
        "MODEL, ''",
        "MODEL, flux",
        "MODEL, '../flux/dev'",
        "VARIANT, pro",
        "HOST_KEY, 'ssh-ed25519 AAAA'",
        "GPUS, 2",
        "GPU_TYPE, 'a/100'",
        "NICE, low",
        "NICE, 10000000",
        "NICE, '-'",
    })
    void aMistakeIsNamedAtItsField(EngineField field, String value) {
        values.put(field, value);

        assertRefused(field.property());
    }

    @Test
    void aTrainerThatTheKindDoesNotOfferIsRefused() {
        for (String trainer : new String[] {"", "another"}) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(() -> checked(trainer, "/scratch"))
                    .satisfies(refused -> assertThat(refused.field()).isEqualTo("trainer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flux2", "flux2_klein_9b", "flux2_klein_4b"})
    void flux2IsForATrainerThatTrainsIt(String variant) {
        values.put(EngineField.VARIANT, variant);
        values.put(EngineField.MODEL_FILE, "/models/flux.safetensors");

        assertThat(checked("folder", "/scratch").values()).containsEntry(EngineField.VARIANT, variant);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> checked("file", "/scratch"))
                .withMessage("File trainer trains FLUX.1 only: choose one of its variants.")
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(EngineField.VARIANT.property()));
    }

    @Test
    void schnellNeedsItsAdapter() {
        values.put(EngineField.VARIANT, "schnell");
        assertRefused(EngineField.ADAPTER.property());

        values.put(EngineField.ADAPTER, "ostris/FLUX.1-schnell-training-adapter");
        assertThat(checked("folder", "/scratch").values()).containsEntry(EngineField.VARIANT, "schnell");
    }

    @Test
    void aContainerNeedsAnImageAndPathsThatItCanMount() {
        values.put(EngineField.CONTAINER, "pyxis");
        assertRefused(EngineField.IMAGE.property());

        values.put(EngineField.IMAGE, "team/trainer.sqsh");
        values.put(EngineField.MODEL, "/models/flux:dev");
        assertRefused(EngineField.MODEL.property());
    }

    @Test
    void anOwnContainerCommandHasAPlaceForTheRunsAndForWhatElseIsEntered() {
        values.put(EngineField.CONTAINER, "command");
        assertRefused(EngineField.CONTAINER_COMMAND.property());

        values.put(EngineField.CONTAINER_COMMAND, "singularity exec {image} {command}");
        assertRefused(EngineField.IMAGE.property());

        values.put(EngineField.IMAGE, "/images/trainer.sif");
        values.put(EngineField.MOUNTS, "/data:/data:ro, /scratch");
        assertRefused(EngineField.MOUNTS.property());
        values.put(EngineField.MOUNTS, "/data:/data:ro, /scratch:/tmp");
        assertRefused(EngineField.MOUNTS.property());

        values.put(EngineField.CONTAINER_COMMAND, "singularity exec --bind {mounts} {image} {command}");
        assertThat(checked("folder", "/scratch").values())
                .containsEntry(EngineField.MOUNTS, "/data:/data:ro, /scratch:/tmp");
    }

    private static EngineDraft slurmRest(String address, Map<EngineField, String> secrets, Set<EngineField> kept) {
        Map<EngineField, String> values =
                Map.of(EngineField.ADDRESS, address, EngineField.SHARED_FOLDER, "/mnt/scratch");
        return EngineRules.checked(
                new EngineDraft("Slurm", EngineKind.SLURM_REST, values, secrets, "", "/scratch", 1, null, Role.MEMBER),
                kept,
                List.of());
    }

    @Test
    void slurmIsReachedByItsSocketWithoutAToken() {
        String socket = "unix:/run/slurmrestd/rest.sock";
        EngineDraft draft = slurmRest(socket, Map.of(), Set.of());
        assertThat(draft.values()).containsEntry(EngineField.ADDRESS, socket);
        assertThat(EngineSettings.of(EngineKind.SLURM_REST, draft.values()).place())
                .isEqualTo(socket);
        EngineRules.requireSecretsAgain(
                draft, Map.of(EngineField.ADDRESS, "https://slurm.example"), Set.of(EngineField.SLURM_TOKEN));

        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> slurmRest(socket, Map.of(EngineField.SLURM_TOKEN, "tok"), Set.of()))
                .withMessageContaining("no token")
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("slurmToken"));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> slurmRest("https://slurm.example", Map.of(), Set.of()))
                .withMessage("Slurm token is required.");
        EngineDraft moved = slurmRest("https://slurm.example", Map.of(), Set.of(EngineField.SLURM_TOKEN));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> EngineRules.requireSecretsAgain(
                        moved, Map.of(EngineField.ADDRESS, socket), Set.of(EngineField.SLURM_TOKEN)));
    }

    @ParameterizedTest
    @Tag("attack")
    @ValueSource(
            strings = {"unix:rest.sock", "unix:", "unix:/run/a b", "unix:/run/%2e%2e/docker.sock", "unix:/run/a?b"})
    void onlyAPlainPathIsTheAddressOfASocket(String address) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> slurmRest(address, Map.of(), Set.of()))
                .withMessageContaining("its whole path");
    }

    @Test
    void otherEnginesHaveNoSocket() {
        Map<EngineField, String> values = Map.of(EngineField.ADDRESS, "unix:/run/comfy.sock");

        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> EngineRules.checked(
                        new EngineDraft("Box", EngineKind.COMFYUI, values, Map.of(), "", "", 1, null, Role.MEMBER),
                        Set.of(),
                        List.of()))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("address"));
    }

    @Test
    void aHostThatTakesLorasIsWholeOrNotThere() {
        Map<EngineField, String> typed = new EnumMap<>(Map.of(
                EngineField.ADDRESS, "http://gpu.example:8188",
                EngineField.LORA_FOLDER, "/srv/loras",
                EngineField.LORA_HOST, "files.example",
                EngineField.LORA_PORT, "2222",
                EngineField.LORA_USER, "artist",
                EngineField.LORA_HOST_KEY, HOST_KEY));
        assertThat(comfyUi(typed, Set.of(EngineField.LORA_KEY)).values()).isEqualTo(typed);

        assertRefused("loraKey", () -> comfyUi(typed, Set.of()));
        for (EngineField field : List.of(EngineField.LORA_FOLDER, EngineField.LORA_USER, EngineField.LORA_HOST_KEY)) {
            Map<EngineField, String> without = new EnumMap<>(typed);
            without.remove(field);
            assertRefused(field.property(), () -> comfyUi(without, Set.of(EngineField.LORA_KEY)));
        }
        typed.put(EngineField.LORA_HOST, "169.254.169.254");
        assertRefused("loraHost", () -> comfyUi(typed, Set.of(EngineField.LORA_KEY)));
        typed.remove(EngineField.LORA_HOST);
        assertRefused("loraHost", () -> comfyUi(typed, Set.of(EngineField.LORA_KEY)));
    }

    private static void assertRefused(String property, ThrowingCallable check) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(check)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(property));
    }

    private static EngineDraft comfyUi(Map<EngineField, String> values, Set<EngineField> kept) {
        return EngineRules.checked(
                new EngineDraft("Pictures", EngineKind.COMFYUI, values, Map.of(), "", "", 1, null, Role.MEMBER),
                kept,
                List.of());
    }

    private static EngineDraft kubernetes(Map<EngineField, String> values, Map<EngineField, String> secrets) {
        return EngineRules.checked(
                new EngineDraft("Cluster", EngineKind.KUBERNETES, values, secrets, "", "", 1, null, Role.MEMBER),
                Set.of(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAGE | ''",
                "NODE_LABELS | gpu",
                "NODE_LABELS | 'gpu=a b'",
                "TAINTS | 'gpu=true:No Schedule'",
                "TIME_LIMIT | 0",
                "TIME_LIMIT | 9",
                "TIME_LIMIT | 8641",
                "MODELS_CLAIM | 'a claim'",
                "PRIORITY_CLASS | High",
                "KUEUE_PRIORITY | urgent",
            })
    void whatAJobAsksOfKubernetesIsChecked(EngineField field, String value) {
        Map<EngineField, String> typed = new EnumMap<>(Map.of(
                EngineField.ADDRESS, "https://k8s.example:6443",
                EngineField.IMAGE, "ghcr.io/team/trainer:1",
                EngineField.TIME_LIMIT, "8640",
                EngineField.NODE_LABELS, "nvidia.com/gpu.product=A100, zone=a",
                EngineField.TAINTS, "gpu=true:NoSchedule,spot"));
        String certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assertThat(kubernetes(typed, Map.of(EngineField.CERTIFICATE, certificate))
                        .values())
                .isEqualTo(typed);
        typed.put(field, value);

        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> kubernetes(typed, Map.of()))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field.property()));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> kubernetes(typed, Map.of(EngineField.CERTIFICATE, "AAAA")));
    }

    @ParameterizedTest
    @CsvSource({"scratch", "/", "/scratch/100%", "/scratch\\runs"})
    void aWorkFolderThatSlurmWouldReadOtherwiseIsRefused(String folder) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> checked("jar", folder))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("workFolder"));
    }
}
