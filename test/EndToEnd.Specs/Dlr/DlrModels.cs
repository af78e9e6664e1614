using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Dlr;

/// <summary>Compiled models on the stand-in for libdlr, and agents that have it.</summary>
internal static class DlrModels
{
    public static Task<AgentProcess> StartAsync(params string[] options) => AgentProcess.StartAsync(["--dlr-library", StandIn.Library(), .. options]);

    /// <summary>A model that multiplies four numbers, in the agent's folder.</summary>
    public static string Write(AgentProcess agent, string name, double scale, string more = "") => StandIn.Model(
        Path.Combine(agent.Folder, name),
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"input data float32 1 4\noutput scores float32 1 4\nscale {scale}\n{more}"),
        """{ "Requirements": { "TargetDeviceType": "cpu" }, "Model": { "Outputs": [{ "name": "scores" }] } }""");

    public static PredictRequest Request(string model, params float[] values) => Tensors.Request(model, Tensors.Floats("data", values, 1, 4));

    /// <summary>Asks and demands the right answer.</summary>
    public static async Task MustMultiplyAsync(this EdgeAgentClient client, string model, double scale, float x)
    {
        PredictResponse answer = await client.PredictAsync(Request(model, x, 1, 2, 3));
        float[] want = [(float)(scale * x), (float)scale, (float)(scale * 2), (float)(scale * 3)];
        Assert.Equal(want, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(answer.Tensors[0].ByteData.Span).ToArray());
    }
}
