import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { productExamples } from '../examples/products.examples.js';
import { ProductChange, ProductInput, ProductQuery, ProductResponse } from './product.dto.js';
import { ProductsService } from './products.service.js';

@ApiTags('Products')
@Controller('v1/products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  /** List the products */
  @Get('', {
    permission: 'product.read',
    audit: 'none',
    response: respond.page(ProductResponse),
  })
  listProducts(@Query() query: ProductQuery): Promise<Page<ProductResponse>> {
    return this.products.list(query);
  }

  /** Add a product */
  @Post('', {
    permission: 'product.write',
    audit: 'none',
    versioned: true,
    response: respond.created(ProductResponse, (product) => `/v1/products/${product.id}`),
    examples: {
      'A solution for mesotherapy': productExamples.solution,
      'A pigment': productExamples.pigment,
      Cartridges: productExamples.cartridge,
    },
  })
  createProduct(@Body() product: ProductInput): Promise<ProductResponse> {
    return this.products.create(product);
  }

  /** Read a product */
  @Get(':productId', {
    permission: 'product.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(ProductResponse),
  })
  getProduct(@Param('productId', Id) productId: string): Promise<ProductResponse> {
    return this.products.get(productId);
  }

  /** Change or retire a product */
  @Patch(':productId', {
    permission: 'product.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: ProductChange,
    response: respond.ok(ProductResponse),
    problems: ['conflict'],
    examples: {
      Retire: { status: 'retired' },
    },
  })
  updateProduct(@Param('productId', Id) productId: string, @Body() patch: MergePatchBody): Promise<ProductResponse> {
    return this.products.change(productId, patch);
  }
}
