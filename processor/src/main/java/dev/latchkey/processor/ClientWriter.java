package dev.latchkey.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.latchkey.processor.ApiModel.Endpoint;
import dev.latchkey.processor.ApiModel.SessionCall;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Modifier;

/** Writes clients; reads from top to bottom like the file it writes. Only it uses the filer. */
final class ClientWriter {
  private static final String PROCESSOR = "dev.latchkey.processor.AuthenticatedApiProcessor";
  private static final ClassName BUILDER = ClassName.get("dev.latchkey", "ApiClientBuilder");

  private final Filer filer;

  ClientWriter(Filer filer) {
    this.filer = filer;
  }

  void write(ApiModel api) throws IOException {
    String name = api.client().canonicalName();
    try (Writer file = filer.createSourceFile(name, api.origin()).openWriter()) {
      file.write(Ascii.of(Layout.tidy(clientFile(api).toString())));
    }
  }

  private static JavaFile clientFile(ApiModel api) {
    return JavaFile.builder(api.client().packageName(), clientClass(api))
        .skipJavaLangImports(true)
        .indent("  ")
        .build();
  }

  private static TypeSpec clientClass(ApiModel api) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(api.client())
            .avoidClashesWithNestedClasses(api.origin())
            .alwaysQualify(api.shadowed().toArray(new String[0]))
            .addJavadoc("The client of {@link $T}.\n", api.name())
            .addModifiers(visibility(api))
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(api.name())
            .addField(
                FieldSpec.builder(api.name(), "api", Modifier.PRIVATE, Modifier.FINAL).build())
            .addMethod(constructor(api))
            .addMethod(builder(api));
    api.generated().ifPresent(generated -> type.addAnnotation(generatedBy(generated)));
    api.deprecated().ifPresent(type::addAnnotation);
    suppress(api.suppressions()).ifPresent(type::addAnnotation);
    api.endpoints().forEach(endpoint -> type.addMethod(call(endpoint)));
    return type.addMethod(describe(api)).build();
  }

  private static AnnotationSpec generatedBy(ClassName generated) {
    return AnnotationSpec.builder(generated).addMember("value", "$S", PROCESSOR).build();
  }

  private static MethodSpec constructor(ApiModel api) {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(api.name(), "api")
        .addStatement("this.api = api")
        .build();
  }

  private static MethodSpec builder(ApiModel api) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add("return new $T<>($Z$T.class,$W$T::new)", BUILDER, api.name(), api.client());
    api.refresh()
        .ifPresent(
            call ->
                code.add(
                    "\n.$L($Z$L)",
                    call.isAsync() ? "refreshedAsyncBy" : "refreshedBy",
                    refreshCall(call)));
    api.signOut().ifPresent(call -> code.add("\n.signedOutBy($Z$L)", expression(call)));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("builder")
            .addJavadoc("{@return a builder of {@link $T} clients}\n", api.name())
            .addModifiers(visibility(api))
            .addModifiers(Modifier.STATIC)
            .returns(ParameterizedTypeName.get(BUILDER, api.name()))
            .addStatement(code.build());
    Set<String> suppressions = new TreeSet<>();
    Stream.of(api.refresh(), api.signOut())
        .flatMap(Optional::stream)
        .forEach(call -> suppressions.addAll(call.suppressions()));
    suppress(suppressions).ifPresent(method::addAnnotation);
    return method.build();
  }

  /** The session asks for the answer; where there is none, the cookies are it. */
  private static CodeBlock refreshCall(SessionCall call) {
    if (call.yields()) {
      return expression(call);
    }
    if (call.isAsync()) {
      return CodeBlock.of("$L.thenApply(done -> null)", expression(call));
    }
    return CodeBlock.of(
        "\n$>$>(api, held) -> {\n$>api.$L($L);\nreturn null;\n$<}$<$<",
        call.endpoint(),
        argument(call.argument()));
  }

  private static CodeBlock expression(SessionCall call) {
    return CodeBlock.of("(api, held) ->$Wapi.$L($Z$L)", call.endpoint(), argument(call.argument()));
  }

  private static CodeBlock argument(ApiModel.Argument argument) {
    if (argument instanceof ApiModel.Made made) {
      return CodeBlock.of("$L($L)", maker(made.type()), argument(made.of()));
    }
    if (argument instanceof ApiModel.Nothing) {
      return CodeBlock.of("");
    }
    return CodeBlock.of(argument == ApiModel.Held.CREDENTIAL ? "held" : "held.refreshToken()");
  }

  private static CodeBlock maker(ApiModel.Maker maker) {
    if (maker instanceof ApiModel.Factory factory) {
      return CodeBlock.of("$T.$L", factory.type(), factory.name());
    }
    ApiModel.Constructor constructor = (ApiModel.Constructor) maker;
    return CodeBlock.of("new $T$L", constructor.type(), constructor.isGeneric() ? "<>" : "");
  }

  private static MethodSpec call(Endpoint endpoint) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(endpoint.name())
            .addJavadoc("$L\n", javadoc(endpoint))
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addTypeVariables(endpoint.typeVariables())
            .returns(endpoint.returns())
            .varargs(endpoint.isVarargs())
            .addExceptions(endpoint.exceptions());
    endpoint.deprecated().ifPresent(method::addAnnotation);
    suppress(endpoint.suppressions()).ifPresent(method::addAnnotation);
    CodeBlock.Builder arguments = CodeBlock.builder();
    String separator = "";
    boolean hidesField = false;
    for (ApiModel.Parameter parameter : endpoint.parameters()) {
      method.addParameter(ParameterSpec.builder(parameter.type(), parameter.name()).build());
      arguments.add(separator + "$L", parameter.name());
      separator = ",$W";
      hidesField |= parameter.name().equals("api");
    }
    return method
        .addStatement(
            "$L$L.$L($Z$L)",
            endpoint.returnsNothing() ? "" : "return ",
            hidesField ? "this.api" : "api",
            endpoint.name(),
            arguments.build())
        .build();
  }

  private static String javadoc(Endpoint endpoint) {
    String remark =
        switch (endpoint.role()) {
          case CALL -> "";
          case ANONYMOUS -> "; without a credential.";
          case SIGN_IN -> "; signs the session in.";
          case REFRESH -> "; for the session alone.";
          case SIGN_OUT -> "; signs the session out.";
        };
    return endpoint
        .request()
        .map(request -> RequestText.javadoc(request.text()) + remark)
        .orElse("No request: Feign ignores it.");
  }

  private static MethodSpec describe(ApiModel api) {
    return MethodSpec.methodBuilder("toString")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement("return $S + api + $S", api.client().simpleName() + "[", "]")
        .build();
  }

  private static Modifier[] visibility(ApiModel api) {
    return api.isPublic() ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }

  private static Optional<AnnotationSpec> suppress(Set<String> warnings) {
    if (warnings.isEmpty()) {
      return Optional.empty();
    }
    // As one value, since JavaPoet gives each of several a line of its own.
    CodeBlock names =
        warnings.stream().map(name -> CodeBlock.of("$S", name)).collect(CodeBlock.joining(", "));
    return Optional.of(
        AnnotationSpec.builder(SuppressWarnings.class)
            .addMember("value", warnings.size() == 1 ? "$L" : "{$L}", names)
            .build());
  }
}
