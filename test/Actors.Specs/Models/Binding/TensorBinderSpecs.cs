using EdgeActors.Models;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Binding;

public sealed class TensorBinderSpecs
{
    private static readonly TensorSpec Image = Tensor.Declared("data", TensorType.Float32, 1, 3, 224, 224);
    private static readonly TensorSpec Rows = Tensor.Declared("rows", TensorType.Int16, -1, 4);
    private static readonly TensorSpec Scalar = Tensor.Declared("start", TensorType.Int64);

    [Fact]
    public void A_fitting_tensor_is_bound_as_declared()
    {
        BoundTensor bound = Assert.Single(Bound([Image], Tensor.Of("data", TensorType.Float32, [1, 3, 224, 224], 602112)));

        Assert.Equal(TensorType.Float32, bound.Type);
        Assert.Equal([1, 3, 224, 224], bound.Shape);
        Assert.Equal(602112, bound.Length);
        Assert.Equal(64, bound.Address);
    }

    [Fact]
    public void Without_metadata_the_model_decides()
    {
        BoundTensor bound = Assert.Single(Bound([Image], Tensor.Bare(602112)));

        Assert.Equal([1, 3, 224, 224], bound.Shape);
    }

    [Fact]
    public void Without_metadata_one_open_extent_is_worked_out_from_the_bytes() =>
        Assert.Equal([5, 4], Assert.Single(Bound([Rows], Tensor.Bare(5 * 4 * 2))).Shape);

    [Fact]
    public void An_open_extent_that_a_client_copied_from_the_description_is_worked_out() =>
        Assert.Equal([3, 4], Assert.Single(Bound([Rows], Tensor.Of("rows", TensorType.Int16, [-1, 4], 24))).Shape);

    [Fact]
    public void An_extent_left_open_where_the_model_fixes_it_takes_the_models() =>
        Assert.Equal([2, 4], Assert.Single(Bound([Rows], Tensor.Of("rows", TensorType.Int16, [2, -1], 16))).Shape);

    [Fact]
    public void No_bytes_for_an_open_extent_are_zero_rows()
    {
        BoundTensor bound = Assert.Single(Bound([Rows], Tensor.Of("rows", TensorType.Int16, [-1, 4], 0)));

        Assert.Equal([0, 4], bound.Shape);
        Assert.Equal(0, bound.Length);
    }

    [Fact]
    public void A_zero_sized_tensor_is_fine() =>
        Assert.Equal(0, Assert.Single(Bound([Rows], Tensor.Of("rows", TensorType.Int16, [0, 4], 0))).Length);

    [Fact]
    public void A_scalar_is_an_empty_shape_and_one_element() =>
        Assert.Empty(Assert.Single(Bound([Scalar], Tensor.Of("start", TensorType.Int64, [], 8))).Shape);

    [Fact]
    public void Names_match_whatever_the_order()
    {
        BoundTensor[] bound = Bound(
            [Rows, Scalar],
            Tensor.Of("start", TensorType.Int64, [], 8),
            Tensor.Of("rows", TensorType.Int16, [1, 4], 8));

        Assert.Equal([TensorType.Int16, TensorType.Int64], bound.Select(tensor => tensor.Type));
    }

    [Fact]
    public void Tensors_without_a_name_fill_what_the_named_ones_left()
    {
        BoundTensor[] bound = Bound(
            [Image, Rows, Scalar],
            Tensor.Bare(602112),
            Tensor.Bare(8),
            Tensor.Of("rows", TensorType.Int16, [1, 4], 8));

        Assert.Equal([TensorType.Float32, TensorType.Int16, TensorType.Int64], bound.Select(tensor => tensor.Type));
    }

    [Fact]
    public void Bytes_up_to_the_end_of_a_segment_are_taken_as_far_as_needed()
    {
        RequestTensor tensor = new(
            TensorName.Empty, TensorType.Int16, [2, 4], new FakeTensorData(4096, upperBound: true));

        Assert.Equal(16, Assert.Single(Bound([Rows], tensor)).Length);
    }

    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 0, 3 })]
    public void A_shaped_tensor_never_reaches_a_scalar_input(int[] shape)
    {
        string message = Refused([Scalar], Tensor.Of("start", TensorType.Int64, shape, shape[0] * 8));

        Assert.Contains("is a scalar", message, StringComparison.Ordinal);
        Assert.Contains("send an empty shape", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_says_what_the_input_takes_and_what_came()
    {
        string message = Refused([Image], Tensor.Of("data", TensorType.Float32, [1, 224, 224, 3], 602112));

        Assert.Equal(
            "input 'data' (float32[1,3,224,224], 602112 bytes): the tensor's shape [1,224,224,3] has 224 at position 1 "
            + "where the model needs 3; DescribeModel shows what the model takes",
            message);
    }

    [Fact]
    public void A_wrong_number_of_tensors_is_refused_with_the_names() =>
        Assert.Equal(
            "the model takes 2 tensor(s), got 1; send one for each of its inputs: 'rows', 'start'",
            Refused([Rows, Scalar], Tensor.Bare(8)));

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest_one() =>
        Assert.Equal(
            "the model has no input named 'Row' (did you mean 'rows'?); its inputs are 'rows', 'start'",
            Refused([Rows, Scalar], Tensor.Bare(8), Tensor.Of("Row", TensorType.Int16, [1, 4], 8)));

    [Fact]
    public void A_name_used_twice_is_refused() =>
        Assert.Contains(
            "two tensors are named 'rows'",
            Refused([Rows, Scalar], Tensor.Of("rows", TensorType.Int16, [1, 4], 8), Tensor.Of("rows", TensorType.Int16, [1, 4], 8)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(TensorType.Float64, "convert its elements to int16")]
    [InlineData((TensorType)99, "data_type 99, which is no type of this API")]
    public void A_wrong_type_is_refused(TensorType type, string part) =>
        Assert.Contains(part, Refused([Rows], Tensor.Of("rows", type, [1, 4], 8)), StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { 1, 4 }, 7, "needs 8 bytes, got 7")]
    [InlineData(new[] { 1, 4 }, 9, "needs 8 bytes, got 9")]
    [InlineData(new[] { -1, 4 }, 12, "no multiple of the 8 bytes")]
    [InlineData(new[] { -2, 4 }, 8, "has -2 at position 0")]
    [InlineData(new[] { -1, -1 }, 8, "several extents open")]
    [InlineData(new[] { 4 }, 8, "has 1 extent(s) where 2 are needed")]
    [InlineData(new[] { 1, 5 }, 10, "has 5 at position 1 where the model needs 4")]
    public void Shapes_and_bytes_that_do_not_fit_are_refused(int[] shape, long bytes, string part) =>
        Assert.Contains(part, Refused([Rows], Tensor.Of("rows", TensorType.Int16, shape, bytes)), StringComparison.Ordinal);

    [Fact]
    public void Extents_whose_product_overflows_are_refused_even_beside_a_zero()
    {
        TensorSpec open = Tensor.Declared("x", TensorType.Float64, -1, -1, -1, -1);
        int[] shape = [int.MaxValue, int.MaxValue, int.MaxValue, 0];

        Assert.Contains("larger than any memory", Refused([open], Tensor.Of("x", TensorType.Float64, shape, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_extent_beside_a_zero_cannot_be_told() =>
        Assert.Contains(
            "no byte can tell it",
            Refused([Tensor.Declared("x", TensorType.UInt8, -1, -1)], Tensor.Of("x", TensorType.UInt8, [-1, 0], 0)),
            StringComparison.Ordinal);

    [Fact]
    public void An_open_extent_needs_a_size()
    {
        RequestTensor tensor = new(TensorName.Empty, TensorType.Int16, [-1, 4], new FakeTensorData(4096, upperBound: true));

        Assert.Contains("shared-memory handle has size 0", Refused([Rows], tensor), StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_that_ends_too_early_is_refused()
    {
        RequestTensor tensor = new(TensorName.Empty, TensorType.Int16, [2, 4], new FakeTensorData(15, upperBound: true));

        Assert.Contains("has only 15 from that offset on", Refused([Rows], tensor), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misaligned_first_byte_is_refused_with_the_step_to_align_to()
    {
        RequestTensor tensor = new(TensorName.Empty, TensorType.Int64, [], new FakeTensorData(8, address: 4));

        Assert.Contains("make the shared-memory offset a multiple of 8", Refused([Scalar], tensor), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_shape_makes_no_long_message()
    {
        string message = Refused([Rows], Tensor.Of("rows", TensorType.Int16, new int[1_000_000], 0));

        Assert.InRange(message.Length, 1, 400);
    }

    [Fact]
    public void A_model_without_inputs_takes_no_tensors() => Assert.Empty(Bound([]));

    private static BoundTensor[] Bound(TensorSpec[] inputs, params RequestTensor[] tensors)
    {
        BoundTensor[] bound = new BoundTensor[inputs.Length];
        ModelFault? fault = new TensorBinder([.. inputs]).Bind(tensors, bound);
        Assert.Null(fault);
        return bound;
    }

    private static string Refused(TensorSpec[] inputs, params RequestTensor[] tensors)
    {
        ModelFault? fault = new TensorBinder([.. inputs]).Bind(tensors, new BoundTensor[inputs.Length]);
        Assert.NotNull(fault);
        Assert.Equal(FaultCode.InvalidArgument, fault.Code);
        return fault.Message;
    }
}
