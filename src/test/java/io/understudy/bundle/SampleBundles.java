package io.understudy.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class SampleBundles {
    private SampleBundles() {}

    public static Path sound(Path folder) throws IOException {
        return new SampleBundle().write(folder);
    }

    /** Of version {@code 0001}, which follows the others. */
    public static Path next(Path folder, byte[] lora) throws IOException {
        return new SampleBundle().next(lora).write(folder);
    }

    /** A complete forgery: it agrees with itself, and someone else signed it. */
    public static Path forged(Path folder) throws IOException {
        SampleBundle forged = new SampleBundle();
        forged.signedWith = BundleKey.newPair();
        return forged.write(folder);
    }

    public static Path approvedBy(Path folder, String name) throws IOException {
        SampleBundle odd = new SampleBundle();
        odd.decisions.set(2, SampleBundle.decision("APPROVE", "ines", name));
        return odd.write(folder);
    }

    /** One that a maker of the LoRA signed off. */
    public static Path withoutFourEyes(Path folder) throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.set(1, SampleBundle.decision("SIGN_OFF", "mara", "Mara"));
        return bent.write(folder);
    }

    public static Path lora(Path folder) throws IOException {
        return Files.write(folder.resolve("ava.safetensors"), SampleBundle.LORA);
    }

    public static BundleKey key() {
        return SampleBundle.KEY;
    }
}
