package io.understudy.dossiers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class SampleDossiers {
    private SampleDossiers() {}

    public static Path sound(Path folder) throws IOException {
        return new SampleDossier().write(folder);
    }

    /** A complete forgery: it agrees with itself, and someone else signed it. */
    public static Path forged(Path folder) throws IOException {
        SampleDossier forged = new SampleDossier();
        forged.signedWith = DossierKey.newPair();
        return forged.write(folder);
    }

    public static Path approvedBy(Path folder, String name) throws IOException {
        SampleDossier odd = new SampleDossier();
        odd.decisions.set(2, SampleDossier.decision("APPROVE", "ines", name));
        return odd.write(folder);
    }

    /** One that a maker of the LoRA signed off. */
    public static Path withoutFourEyes(Path folder) throws IOException {
        SampleDossier bent = new SampleDossier();
        bent.decisions.set(1, SampleDossier.decision("SIGN_OFF", "mara", "Mara"));
        return bent.write(folder);
    }

    public static Path lora(Path folder) throws IOException {
        return Files.write(folder.resolve("ava.safetensors"), SampleDossier.LORA);
    }

    public static DossierKey key() {
        return SampleDossier.KEY;
    }
}
