package shop

import dev.latchkey.AuthenticatedApi
import feign.Param
import feign.RequestLine

@AuthenticatedApi
interface CoroutineApi {
  @RequestLine("GET /orders/{id}")
  suspend fun order(@Param("id") id: String): Order

  @RequestLine("GET /orders")
  fun orders(): List<Order>
}
