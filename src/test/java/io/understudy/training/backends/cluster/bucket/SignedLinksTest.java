package io.understudy.training.backends.cluster.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedLinksTest {
    /** The example of Amazon's own guide, whose host has the bucket in it. */
    @Test
    void aLinkIsSignedAsAmazonSignsIt() {
        URI host = URI.create("https://examplebucket.s3.amazonaws.com");
        BucketAccess access = new BucketAccess(
                host,
                host,
                "us-east-1",
                "test.txt",
                "AKIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

        URI link = new SignedLinks(host, access, () -> Instant.parse("2013-05-24T00:00:00Z"))
                .link("GET", "", Map.of(), Duration.ofDays(1));

        assertThat(link)
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
        assertThat(access.toString()).doesNotContain("wJalr");
    }
}
