using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daira.Elections.Places;

namespace Daira.Organisation.Storage;

/// <summary>How events, presets and definitions are written: names by language, words instead of numbers, Arabic legible.</summary>
public static class OrganisationJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new NamesConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        AllowOutOfOrderMetadataProperties = true,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">Not what is expected; names the path.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} was expected, not null.");

    /// <summary>A preset that travels in the assembly.</summary>
    internal static T Preset<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no preset {name}.", nameof(name));
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    /// <summary><c>{ "ar": "…", "fr": "…" }</c>.</summary>
    private sealed class NamesConverter : JsonConverter<Names>
    {
        public override Names Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var names = JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!;
            return names.Keys.FirstOrDefault(k => k is not ("ar" or "fr" or "en" or "zgh")) is { } unknown
                ? throw new JsonException($"A name is written in ar, fr, en or zgh, not in '{unknown}'.")
                : new Names(names.GetValueOrDefault("ar"), names.GetValueOrDefault("fr"), names.GetValueOrDefault("en"), names.GetValueOrDefault("zgh"));
        }

        public override void Write(Utf8JsonWriter writer, Names value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var language in (string[])["ar", "fr", "en", "zgh"])
            {
                if (value.Exactly(language) is { } name)
                {
                    writer.WriteString(language, name);
                }
            }

            writer.WriteEndObject();
        }
    }
}
