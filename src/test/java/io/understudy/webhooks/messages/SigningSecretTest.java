package io.understudy.webhooks.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningSecretTest {
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void theExampleOfTheSpecificationIsSignedAsItSays() {
        SigningSecret secret = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign(ID, AT, BODY)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void theLibraryOfTheSpecificationSignsTheSame() throws Exception {
        SigningSecret secret = SigningSecret.random(new SecureRandom());

        assertThat(secret.sign(ID, AT, BODY)).isEqualTo(new Webhook(secret.text()).sign(ID, AT.getEpochSecond(), BODY));
        assertThat(secret.toString()).doesNotContain(secret.text());
    }
}
