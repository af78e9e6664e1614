using EdgeActors.Models;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Models.Binding;

public sealed class TensorBinderProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    // Small numbers meet often enough to be accepted, the others are what a hostile client sends.
    private static readonly Gen<int> Extent = Gen.Frequency(
        (8, Gen.Choose(0, 4)), (3, Gen.Constant(-1)), (1, Gen.Elements(-2, int.MinValue, int.MaxValue, 65536, 1 << 30)));

    private static readonly Gen<int[]> Shape = Gen.Choose(0, 4).SelectMany(rank => Gen.ArrayOf(Extent, rank));

    private static readonly Gen<TensorType> AnyType = Gen.Choose(-1, 8).Select(code => (TensorType)code);

    private static readonly Gen<string> Name = Gen.Elements("", "", "a", "b", "c", "A");

    private static readonly Gen<TensorSpec> Declared =
        from name in Gen.Elements("a", "b", "c")
        from type in Gen.Choose(0, 6)
        from shape in Gen.Choose(0, 3).SelectMany(rank => Gen.ArrayOf(Gen.Choose(-1, 3), rank))
        select Tensor.Declared(name, (TensorType)type, shape);

    private static readonly Gen<RequestTensor> Sent =
        from name in Name
        from type in AnyType
        from shape in Shape
        from bare in Gen.Choose(0, 3)
        from bytes in Gen.Frequency((4, Gen.Choose(0, 300)), (1, Gen.Elements(int.MaxValue, 1 << 20)))
        from address in Gen.Elements(64, 64, 64, 65, 68)
        from upper in Gen.Elements(false, false, true)
        select new RequestTensor(
            new TensorName(name), bare == 0 ? null : type, bare == 0 ? null : shape, new FakeTensorData(bytes, address, upper));

    private static readonly Gen<(TensorSpec[] Inputs, RequestTensor[] Tensors)> Request =
        from inputs in Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(Declared, count))
        from extra in Gen.Choose(0, 9)
        from tensors in Gen.ArrayOf(Sent, extra == 0 ? inputs.Length + 1 : inputs.Length)
        select (inputs, tensors);

    // Fits the declaration by construction, so that acceptance is checked as well as refusal.
    private static readonly Gen<(TensorSpec Input, RequestTensor Tensor, long[] Shape)> Fitting =
        from input in Declared
        from open in Gen.ArrayOf(Gen.Choose(1, 5), input.Shape.Length)
        from named in Gen.Elements(true, false)
        let shape = input.Shape.Select((extent, i) => extent < 0 ? open[i] : extent).ToArray()
        let bytes = shape.Aggregate((long)input.Type.ByteSize(), (product, extent) => product * extent)
        select (
            input,
            new RequestTensor(named ? input.Name : TensorName.Empty, input.Type, shape, new FakeTensorData(bytes)),
            shape.Select(extent => (long)extent).ToArray());

    [Fact]
    public void Whatever_passes_has_the_declared_rank_and_exactly_the_bytes_of_its_shape() =>
        Check.One(Many, Prop.ForAll(Request.ToArbitrary(), request =>
        {
            BoundTensor[] bound = new BoundTensor[request.Inputs.Length];
            ModelFault? fault = new TensorBinder([.. request.Inputs]).Bind(request.Tensors, bound);

            return fault is null
                ? bound.Zip(request.Inputs).All(pair => Fits(pair.First, pair.Second))
                : fault.Code == FaultCode.InvalidArgument && fault.Message.Length is > 0 and < 2000;
        }));

    [Fact]
    public void Whatever_fits_passes() =>
        Check.One(Many, Prop.ForAll(Fitting.ToArbitrary(), sample =>
        {
            BoundTensor[] bound = new BoundTensor[1];
            ModelFault? fault = new TensorBinder([sample.Input]).Bind([sample.Tensor], bound);

            return fault is null && bound[0].Shape.SequenceEqual(sample.Shape) && bound[0].Length == sample.Tensor.Data.Length;
        }));

    [Fact]
    public void A_shape_with_one_open_extent_is_worked_out_to_what_the_bytes_say() =>
        Check.One(Many, Prop.ForAll(Fitting.Where(sample => sample.Tensor.Data.Length > 0 && sample.Shape.Length > 0).ToArbitrary(), sample =>
        {
            int[] asked = [.. sample.Shape.Select(extent => (int)extent)];
            asked[^1] = -1;
            BoundTensor[] bound = new BoundTensor[1];
            ModelFault? fault = new TensorBinder([sample.Input]).Bind([sample.Tensor with { Shape = asked }], bound);

            return fault is null && bound[0].Shape.SequenceEqual(sample.Shape);
        }));

    [Fact]
    public void Tensor_sizes_are_those_of_arbitrary_precision() =>
        Check.One(Many, Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, int.MaxValue).Select(extent => (long)extent), 4).ToArbitrary(), extents =>
        {
            System.Numerics.BigInteger nonZero = extents.Where(extent => extent > 0)
                .Aggregate(new System.Numerics.BigInteger(8), (product, extent) => product * extent);
            bool counted = TensorSize.TryCount(extents, 8, out long bytes);

            return counted == (nonZero <= long.MaxValue) && (!counted || bytes == (extents.Contains(0) ? 0 : (long)nonZero));
        }));

    private static bool Fits(BoundTensor bound, TensorSpec input)
    {
        System.Numerics.BigInteger bytes = bound.Shape.Aggregate(
            new System.Numerics.BigInteger(input.Type.ByteSize()), (product, extent) => product * extent);
        return bound.Type == input.Type
            && bound.Shape.Length == input.Shape.Length
            && bound.Shape.Zip(input.Shape).All(pair => pair.First >= 0 && (pair.Second < 0 || pair.First == pair.Second))
            && bytes == bound.Length
            && (bound.Length == 0 || bound.Address % input.Type.ByteSize() == 0);
    }
}
