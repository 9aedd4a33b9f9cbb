package shop;

import dev.latchkey.AuthenticatedApi;
import feign.CollectionFormat;
import feign.Param;
import feign.RequestLine;
import java.util.Collection;
import java.util.List;
import java.util.Set;

@AuthenticatedApi
public interface ShopApi {
  @RequestLine("GET /orders?id={id}")
  String exploded(@Param("id") Collection<Integer> ids);

  @RequestLine(value = "GET /orders?id={id}", collectionFormat = CollectionFormat.CSV)
  String commas(@Param("id") List<String> ids);

  @RequestLine(value = "GET /orders?id={id}", collectionFormat = CollectionFormat.SSV)
  String spaces(@Param("id") Set<Long> ids);

  @RequestLine(value = "GET /orders?id={id}", collectionFormat = CollectionFormat.TSV)
  String tabs(@Param("id") Iterable<String> ids);

  @RequestLine(value = "GET /orders?id={id}", collectionFormat = CollectionFormat.PIPES)
  String pipes(@Param("id") List<String> ids);

  @RequestLine("GET /orders/{ids}")
  String inPath(@Param("ids") List<String> ids);
}
