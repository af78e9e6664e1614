using System.Text;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Cli;

/// <summary>Status codes as people search for them: <c>NOT_FOUND</c>.</summary>
internal static class GrpcStatusNames
{
    /// <summary>The name of <paramref name="code"/>.</summary>
    public static string Of(GrpcStatusCode code)
    {
        StringBuilder name = new();
        foreach (char letter in code.ToString())
        {
            name.Append(name.Length > 0 && char.IsUpper(letter) ? "_" : "").Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
