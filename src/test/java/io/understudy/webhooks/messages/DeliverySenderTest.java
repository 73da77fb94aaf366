package io.understudy.webhooks.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class DeliverySenderTest {
    private final OkHttpClient client = DeliverySender.client();

    @Test
    void anAnswerMayTakeAsLongAsTheWholeAttempt() {
        assertThat(client.callTimeoutMillis()).isEqualTo(Math.toIntExact(DeliverySender.LONGEST.toMillis()));
        assertThat(client.readTimeoutMillis()).isEqualTo(client.callTimeoutMillis());
        assertThat(client.writeTimeoutMillis()).isEqualTo(client.callTimeoutMillis());
    }

    @Test
    void whatMayHaveArrivedIsNotSentASecondTimeAtOnce() {
        assertThat(client.retryOnConnectionFailure()).isFalse();
        assertThat(client.followRedirects()).isFalse();
    }

    @Test
    void noProxyIsAskedInPlaceOfTheMachineThatIsJudged() {
        assertThat(client.proxy()).isEqualTo(Proxy.NO_PROXY);
    }
}
