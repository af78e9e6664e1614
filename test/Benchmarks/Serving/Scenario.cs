using System.Globalization;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>One load: a model, its inputs, and how many clients at once.</summary>
/// <param name="Name">As it appears in the report.</param>
/// <param name="Folder">The model's folder.</param>
/// <param name="Tensors">As the load generator takes them: <c>NAME=DTYPE:SHAPE:FILE</c>.</param>
/// <param name="Expect">As the load generator takes it, or null.</param>
/// <param name="Clients">Closed-loop workers, each on a connection of its own.</param>
/// <param name="SharedMemory">Inputs in System V segments instead of bytes.</param>
internal sealed record Scenario(string Name, string Folder, string[] Tensors, string? Expect, int Clients, bool SharedMemory)
{
    public static IEnumerable<Scenario> All()
    {
        string mnist = Path.Combine(TestBed.Models, "nets", "mnist");
        foreach (int clients in (int[])[1, 4, 16])
        {
            yield return new(
                $"MNIST, 3 kB, {clients} client(s)", mnist, [$"Input3=float32:1x1x28x28:{mnist}/in_0.bin"], $"{mnist}/out_0.bin:1e-3:1e-3", clients, false);
        }

        foreach ((string size, int elements) in ((string, int)[])[("4 kB", 1_024), ("150 kB", 38_400), ("6 MB", 1_572_864)])
        {
            string folder = CheapModel.Write(elements);
            string[] tensors = [string.Create(CultureInfo.InvariantCulture, $"x=float32:1x{elements}:{folder}-input.bin")];
            foreach (int clients in (int[])[1, 4])
            {
                yield return new($"{size} by bytes, {clients} client(s)", folder, tensors, null, clients, false);
                yield return new($"{size} by shared memory, {clients} client(s)", folder, tensors, null, clients, true);
            }
        }

        string squeezenet = Path.Combine(TestBed.Models, "nets", "light_squeezenet");
        yield return new("SqueezeNet, 602 kB, 1 client(s)", squeezenet, [$"data_0=float32:1x3x224x224:{squeezenet}/in_0.bin"], null, 1, false);
        yield return new("SqueezeNet, 602 kB, 2 client(s)", squeezenet, [$"data_0=float32:1x3x224x224:{squeezenet}/in_0.bin"], null, 2, false);
    }
}
