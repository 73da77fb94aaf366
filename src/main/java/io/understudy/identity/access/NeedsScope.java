package io.understudy.identity.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a token needs for an address. One without it is closed to every token. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsScope {
    TokenScope value();

    /** Other scopes, each of which is enough, too. */
    TokenScope[] or() default {};

    /** Whether a token of a few characters may come here although the address names none: what is answered is for all, or theirs. */
    boolean withoutCharacter() default false;

    /**
     * The parameter, by a name that {@link CharacterLookup} knows, whose values say which characters are asked for; elsewhere
     * a parameter opens nothing.
     */
    String parameter() default "";

    /** Why no token does this, whatever its scopes, as the answer to one; empty where tokens do it. */
    String onlyPeople() default "";
}
