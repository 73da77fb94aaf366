package io.understudy.mcp;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the settings of a run: an assistant gets their numbers, and none of the words in them, which are not quoted. */
@JacksonAnnotationsInside
@JsonIncludeProperties({
    "steps",
    "learningRate",
    "rank",
    "alpha",
    "batchSize",
    "resolution",
    "seed",
    "sampleEvery",
    "saveEvery"
})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface NumbersOnly {}
