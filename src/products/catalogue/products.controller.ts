import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Creates,
  Example,
  Fails,
  Id,
  MergePatchOf,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { productExamples } from '../products.examples.js';
import { ProductChange, ProductInput, ProductQuery, ProductResponse } from './product.dto.js';
import { ProductsService } from './products.service.js';

@ApiTags('Products')
@Controller('v1/products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  /** List the products */
  @Get()
  @Access('product.read')
  @Unaudited()
  @AnswersPage(ProductResponse)
  listProducts(@Query() query: ProductQuery): Promise<Page<ProductResponse>> {
    return this.products.list(query);
  }

  /** Add a product */
  @Post()
  @Access('product.write')
  @Unaudited()
  @Versioned()
  @Example('A solution for mesotherapy', productExamples.solution)
  @Example('A pigment', productExamples.pigment)
  @Example('Cartridges', productExamples.cartridge)
  @Creates(ProductResponse, (product) => `/v1/products/${product.id}`)
  createProduct(@Body() product: ProductInput): Promise<ProductResponse> {
    return this.products.create(product);
  }

  /** Read a product */
  @Get(':productId')
  @Access('product.read')
  @Unaudited()
  @Versioned()
  @Answers(ProductResponse)
  getProduct(@Param('productId', Id) productId: string): Promise<ProductResponse> {
    return this.products.get(productId);
  }

  /** Change or retire a product */
  @Patch(':productId')
  @Access('product.write')
  @Unaudited()
  @Versioned()
  @MergePatchOf(ProductChange)
  @Example('Retire', { status: 'retired' })
  @Answers(ProductResponse)
  @Fails('conflict')
  updateProduct(@Param('productId', Id) productId: string, @Body() patch: MergePatchBody): Promise<ProductResponse> {
    return this.products.change(productId, patch);
  }
}
