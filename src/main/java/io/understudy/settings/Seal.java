package io.understudy.settings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a random nonce in front and the secret's name as associated data, in Base64. */
final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<SecretKey> key;
    private final SecureRandom random = new SecureRandom();

    Seal(Supplier<SecretKey> key) {
        this.key = key;
    }

    String seal(SecretName name, String clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, name, nonce);
            byte[] sealed = cipher.doFinal(clear.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot seal with " + CIPHER, e);
        }
    }

    /** @throws BrokenSeal when the key is another one, or the sealed text was changed */
    String open(SecretName name, String sealed) throws BrokenSeal {
        byte[] all = Base64.getDecoder().decode(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(all, 0, nonce, 0, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, nonce);
            return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new BrokenSeal(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot open " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, SecretName name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    static final class BrokenSeal extends Exception {
        BrokenSeal(Throwable cause) {
            super(cause);
        }
    }
}
