package io.understudy.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request that one person may make so many times a minute; what is beyond is answered with 429. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Budgeted {
    Budget value();

    enum Budget {
        SEARCHES(120),
        EXPORTS(30),
        LAUNCHES(30);

        private final int perMinute;

        Budget(int perMinute) {
            this.perMinute = perMinute;
        }

        public int perMinute() {
            return perMinute;
        }
    }
}
