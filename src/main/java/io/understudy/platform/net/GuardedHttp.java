package io.understudy.platform.net;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.BufferedSource;

/** HTTP to servers whose addresses people entered. */
public final class GuardedHttp {
    private GuardedHttp() {}

    /** What is sent, such as a token, goes to that address and to no other: redirects are not followed. */
    public static OkHttpClient.Builder client(Duration connectWithin) {
        return new OkHttpClient.Builder()
                .socketFactory(new GuardedSockets(AddressRule.CONFIGURED))
                .followRedirects(false)
                .connectTimeout(connectWithin);
    }

    /** @throws IOException when the body is longer than so many bytes, whatever it says of its length */
    public static BufferedSource body(Response answer, long most) throws IOException {
        BufferedSource body = answer.body().source();
        if (body.request(most + 1)) {
            throw new IOException("its answer never ends");
        }
        return body;
    }
}
