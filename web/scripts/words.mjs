// web/scripts/words.mjs: 256 short, plain, easily told-apart words; one byte each.

export const words = `
acorn apple apron arch arrow ash aspen atlas autumn badge bakery balcony bamboo barley barn basil basin basket bay beach beacon bean
bell bench berry birch biscuit blanket blossom blue boat bonnet book bottle bowl bramble bread breeze brick bridge brook broom brush
bucket bunting butter button cabin cake candle canoe canvas carpet carrot castle cedar chalk cherry chestnut chimney cider clay cliff
clock cloud clover coast coat cocoa comet copper coral corner cotton cove cradle cream cricket crocus crown cup curtain daffodil daisy
dawn deck dew dish dove drum duck dune eagle easel elder elm ember fabric falcon farm feather fern ferry fiddle field finch fire flag
flint flour flute fog forest fountain fox frost garden garnet gate ginger glass globe glove goose gorse grain grape grass green grove
gull hammock harbour harp harvest hazel heath hedge heron hill holly honey hood hoop island ivory ivy jacket jam jar jasmine jetty
juniper kettle key kite kitten ladder lagoon lake lamb lamp lantern larch lark laurel lavender leaf lemon library lilac lily linen lodge
lupin maple marble market marsh meadow melon mill mint mist mitten moon moss mug nest nutmeg oak oar oat olive onion orange orchard otter
owl oyster paddle palm paper parsley path peach pear pebble pepper petal piano pillow pine plum pocket pond poppy porch pottery prairie
primrose pumpkin quilt rain reed ribbon river robin rocket rose rowan ruby saddle sage sail salt sand scarf seal shell shore silk silver
skylark slate snow sofa sparrow spoon spring squirrel star stone stream summer sundial swallow swan table teapot thistle thyme tide timber
toast tower trail tulip tunnel turnip valley velvet village violet walnut water willow window winter wood wool wren yarn
`.trim().split(/\s+/).slice(0, 256);

if (words.length !== 256 || new Set(words).size !== 256) throw new Error("the list must hold 256 different words");
