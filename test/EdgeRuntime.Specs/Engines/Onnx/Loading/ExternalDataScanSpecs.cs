using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Models;
using FsCheck;
using FsCheck.Fluent;
using static EdgeActors.Specs.Engines.Onnx.Loading.OnnxBytes;

namespace EdgeActors.Specs.Engines.Onnx.Loading;

public sealed class ExternalDataScanSpecs
{
    private const int Graph = 7;

    public static TheoryData<string, byte[]> Places => new()
    {
        { "initializer", Field(Graph, Tensor(5, "w.bin")) },
        { "second graph field", [.. Field(Graph, Text(2, "g")), .. Field(Graph, Tensor(5, "w.bin"))] },
        { "sparse initializer's values", Field(Graph, Field(15, Tensor(1, "w.bin"))) },
        { "sparse initializer's indices", Field(Graph, Field(15, Tensor(2, "w.bin"))) },
        { "attribute", Field(Graph, Field(1, Field(5, Tensor(5, "w.bin")))) },
        { "attribute list", Field(Graph, Field(1, Field(5, Tensor(10, "w.bin")))) },
        { "sparse attribute", Field(Graph, Field(1, Field(5, Field(22, Tensor(1, "w.bin"))))) },
        { "subgraph", Field(Graph, Field(1, Field(5, Field(6, Tensor(5, "w.bin"))))) },
        { "subgraph in a list", Field(Graph, Field(1, Field(5, Field(11, Tensor(5, "w.bin"))))) },
        { "function", Field(25, Field(7, Field(5, Tensor(5, "w.bin")))) },
        { "function's default", Field(25, Field(11, Tensor(5, "w.bin"))) },
        { "training graph", Field(20, Field(1, Tensor(5, "w.bin"))) },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Location_is_found_wherever_a_tensor_can_be(string place, byte[] model)
    {
        Assert.NotEmpty(place);
        Assert.Equal(["w.bin"], Scan(model));
    }

    [Fact]
    public void Only_the_location_counts_among_the_entries() =>
        Assert.Empty(Scan(Field(Graph, Field(5, Field(13, Text(1, "offset"), Text(2, "4096"))))));

    [Fact]
    public void Last_value_of_a_repeated_field_counts() => Assert.Equal(
        ["evil"], Scan(Field(Graph, Field(5, Field(13, Text(1, "location"), Text(2, "harmless"), Text(2, "evil"))))));

    [Fact]
    public void Value_may_come_before_its_key() => Assert.Equal(
        ["w.bin"], Scan(Field(Graph, Field(5, Field(13, Text(2, "w.bin"), Text(1, "location"))))));

    [Fact]
    public void Large_weights_are_passed_over()
    {
        byte[] model = Field(Graph, Field(5, Field(9, new byte[100_000])), Tensor(5, "w.bin"));

        Assert.Equal(["w.bin"], Scan(model));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        byte[] subgraph = Tensor(5, "w.bin");
        for (int depth = 0; depth < 40; depth++)
        {
            subgraph = Field(1, Field(5, Field(6, subgraph)));
        }

        AssertRefused(Field(Graph, subgraph));
    }

    [Fact]
    public void Location_of_absurd_length_is_refused() => AssertRefused(Field(Graph, Tensor(5, new string('a', 5000))));

    [Fact]
    public void Inner_length_beyond_its_message_is_refused() => AssertRefused([.. Field(Graph, [0x2A, 0x7F, 0x6A])]);

    [Fact]
    public void Length_that_overflows_is_refused() => AssertRefused([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]);

    [Fact]
    public void Endless_number_is_refused() => AssertRefused([.. Enumerable.Repeat((byte)0xFF, 20)]);

    [Fact]
    public void Cancellation_ends_the_scan()
    {
        using MemoryStream stream = new(Field(Graph, Tensor(5, "w.bin")));

        Assert.Throws<OperationCanceledException>(() => ExternalDataScan.Locations(stream, "m", new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Random_bytes_never_cause_anything_but_a_refusal() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), OnlyRefuses));

    [Fact]
    public void Damaged_models_never_cause_anything_but_a_refusal()
    {
        byte[] model = Field(Graph, Field(1, Field(5, Field(6, Tensor(5, "w.bin")))), Field(15, Tensor(1, "v.bin")), Tensor(5, "u.bin"));
        Gen<byte[]> damaged =
            from at in Gen.Choose(0, model.Length - 1)
            from value in Gen.Choose(0, 255)
            from length in Gen.Choose(0, model.Length)
            select Damage(model, at, (byte)value, length);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(damaged.ToArbitrary(), OnlyRefuses));
    }

    private static byte[] Damage(byte[] model, int at, byte value, int length)
    {
        byte[] copy = [.. model];
        copy[at] = value;
        return copy[..length];
    }

    private static bool OnlyRefuses(byte[] model)
    {
        try
        {
            Scan(model);
            return true;
        }
        catch (ModelFaultException refused)
        {
            return refused.Fault.Code == FaultCode.FailedPrecondition;
        }
    }

    private static void AssertRefused(byte[] model) =>
        Assert.Equal(FaultCode.FailedPrecondition, Assert.Throws<ModelFaultException>(() => Scan(model)).Fault.Code);

    private static IReadOnlyCollection<string> Scan(byte[] model)
    {
        using MemoryStream stream = new(model);
        return ExternalDataScan.Locations(stream, "model.onnx", CancellationToken.None);
    }
}
