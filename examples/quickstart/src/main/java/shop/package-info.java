/** Two hundred calls that find their access token expired, made by three clients in turn. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
