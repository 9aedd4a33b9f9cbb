package shop

import dev.latchkey.Anonymous
import dev.latchkey.AuthenticatedApi
import dev.latchkey.Refresh
import dev.latchkey.RefreshRequest
import dev.latchkey.SignIn
import dev.latchkey.SignOut
import dev.latchkey.TokenResponse
import feign.Headers
import feign.Param
import feign.QueryMap
import feign.RequestLine
import feign.Response
import java.io.IOException
import java.util.concurrent.CompletableFuture

data class Order(val id: String, val lines: List<Line> = listOf())

open class Line(val article: String, val count: Int = 1)

/** What an API inherits, of one type or another. */
interface Crud<T : Any, ID> {
  @RequestLine("GET /orders/{id}")
  fun find(@Param("id") id: ID): T?

  @RequestLine("POST /orders/all")
  fun replaceAll(all: List<T>): List<T>
}

@AuthenticatedApi
@Headers("Accept: application/json")
interface ShopApi : Crud<Order, String> {
  companion object {
    const val PAGE = "page"
  }

  @SignIn
  @RequestLine("POST /auth/login")
  fun login(password: String): TokenResponse

  @Refresh
  @RequestLine("POST /auth/refresh")
  fun refresh(request: RefreshRequest): TokenResponse

  @SignOut
  @RequestLine("POST /auth/logout")
  fun logout(request: RefreshRequest)

  @Anonymous
  @RequestLine("GET /catalogue")
  fun catalogue(): Map<String, List<Line>>

  @RequestLine("GET /orders?status={status}&page={page}&size={size}")
  fun orders(
    @Param("status") status: String? = null,
    @Param(PAGE) page: Int = 0,
    @Param("size") size: Int? = null,
  ): List<Order>

  @RequestLine("POST /orders")
  fun place(lines: List<Line>): Order

  @RequestLine("PUT /orders")
  fun replace(lines: List<@JvmSuppressWildcards Line>): Order

  @RequestLine("GET /orders/search")
  fun search(@QueryMap query: Map<String, Any?>): MutableList<out Order>

  @RequestLine("DELETE /orders/{id}")
  fun cancel(@Param("id") id: String)

  @RequestLine("GET /orders/count")
  fun count(): Long

  @RequestLine("GET /orders/limit")
  fun limit(): Int?

  @RequestLine("GET /orders/next")
  fun next(): CompletableFuture<Order?>

  @RequestLine("GET /orders?id={ids}")
  fun several(@Param("ids") ids: List<String>): Array<Order>

  @Throws(IOException::class)
  @RequestLine("GET /orders/raw")
  fun raw(): Response

  @Deprecated("Say how many", ReplaceWith("orders(size = 100)"))
  @RequestLine("GET /orders")
  fun all(): List<Order>

  fun orderOrFail(id: String): Order = find(id) ?: error("There is no order $id.")
}
