package io.understudy.training.backends.cluster.bucket;

import io.understudy.storage.BlobHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Links to objects of one bucket that work for a while without its keys: Signature Version 4 in the query. */
final class SignedLinks {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String MAC = "HmacSHA256";
    private static final String UNRESERVED = "-._~";

    private final URI endpoint;
    private final BucketAccess access;
    private final InstantSource clock;

    /** @param endpoint that the links lead to; its host is part of what is signed */
    SignedLinks(URI endpoint, BucketAccess access, InstantSource clock) {
        this.endpoint = endpoint;
        this.access = access;
        this.clock = clock;
    }

    /**
     * @param key empty for the bucket itself
     * @param validFor at most seven days
     */
    URI link(String method, String key, Map<String, String> query, Duration validFor) {
        String second = SECOND.format(clock.instant());
        String day = second.substring(0, 8);
        String scope = day + "/" + access.region() + "/s3/aws4_request";
        Map<String, String> all = new TreeMap<>();
        query.forEach((name, value) -> all.put(encoded(name, ""), encoded(value, "")));
        all.put("X-Amz-Algorithm", ALGORITHM);
        all.put("X-Amz-Credential", encoded(access.accessKey() + "/" + scope, ""));
        all.put("X-Amz-Date", second);
        all.put("X-Amz-Expires", String.valueOf(validFor.toSeconds()));
        all.put("X-Amz-SignedHeaders", "host");
        String path = base() + "/" + access.bucket() + (key.isEmpty() ? "" : "/" + encoded(key, "/"));
        String asked = all.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("&"));
        String request = String.join(
                "\n", method, path, asked, "host:" + endpoint.getAuthority(), "", "host", "UNSIGNED-PAYLOAD");
        String signed = String.join(
                "\n", ALGORITHM, second, scope, BlobHash.of(bytes(request)).hex());
        String signature = HexFormat.of().formatHex(mac(signingKey(day), signed));
        return URI.create(endpoint.getScheme() + "://" + endpoint.getAuthority() + path + "?" + asked
                + "&X-Amz-Signature=" + signature);
    }

    private String base() {
        return String.valueOf(endpoint.getRawPath()).replaceAll("^null$|/+$", "");
    }

    private byte[] signingKey(String day) {
        byte[] key = mac(bytes("AWS4" + access.secretKey()), day);
        for (String part : new String[] {access.region(), "s3", "aws4_request"}) {
            key = mac(key, part);
        }
        return key;
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : bytes(text)) {
            char letter = (char) (one & 0xff);
            boolean plain =
                    letter < 128 && (Character.isLetterOrDigit(letter) || (UNRESERVED + kept).indexOf(letter) >= 0);
            encoded.append(plain ? String.valueOf(letter) : "%%%02X".formatted((int) letter));
        }
        return encoded.toString();
    }
}
