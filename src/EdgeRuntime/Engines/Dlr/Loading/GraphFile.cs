using System.Text.Json;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>
/// What a static graph's file says of its inputs. DLR takes types and shapes from there, but tells those of a weight when one stands
/// before the input; so the file is asked itself.
/// </summary>
internal static class GraphFile
{
    /// <summary>Type and shape of the input of that name; null when the graph has none or does not tell.</summary>
    public static DeclaredTensor? Input(JsonElement graph, string name)
    {
        int node = 0;
        foreach (JsonElement item in graph.Get("nodes").Items())
        {
            if (item.Get("op").Text() == "null" && item.Get("name").Text() == name)
            {
                return Entry(graph, name, node);
            }

            node++;
        }

        return null;
    }

    private static DeclaredTensor Entry(JsonElement graph, string name, int node)
    {
        // Nodes may have several results; the lists of types and shapes have one item for each of them.
        JsonElement row = graph.Get("node_row_ptr").Get(node);
        int entry = row.ValueKind == JsonValueKind.Number && row.TryGetInt32(out int first) ? first : node;
        JsonElement attributes = graph.Get("attrs");
        return new DeclaredTensor(name, attributes.Get("dltype").Get(1).Get(entry).Text(), attributes.Get("shape").Get(1).Get(entry).Extents());
    }
}
