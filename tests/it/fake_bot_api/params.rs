//! Arguments of a call, from JSON, a form, multipart or the address: the Bot API takes them all.

use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::{Form, Json};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Arguments by name, and uploaded files by field.
#[derive(Debug, Clone, Default)]
pub struct Params {
    pub values: Map<String, Value>,
    pub files: HashMap<String, Arc<Vec<u8>>>,
    pub file_names: HashMap<String, String>,
}

impl Params {
    /// Reads a request's arguments; an unreadable body is an empty one, as it is to Telegram.
    pub async fn read(request: Request) -> Self {
        let mut params = Self::default();
        if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()) {
            params.extend(pairs);
        }
        let kind = request
            .headers()
            .get("content-type")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if kind.starts_with("application/json") {
            if let Ok(Json(Value::Object(map))) = Json::from_request(request, &()).await {
                params.values.extend(map);
            }
        } else if kind.starts_with("multipart/form-data") {
            if let Ok(form) = Multipart::from_request(request, &()).await {
                params.read_multipart(form).await;
            }
        } else if kind.starts_with("application/x-www-form-urlencoded")
            && let Ok(Form(pairs)) = Form::<Vec<(String, String)>>::from_request(request, &()).await
        {
            params.extend(pairs);
        }
        params
    }

    async fn read_multipart(&mut self, mut form: Multipart) {
        while let Ok(Some(field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file_name) = field.file_name().map(str::to_owned) {
                self.file_names.insert(name.clone(), file_name);
                if let Ok(bytes) = field.bytes().await {
                    self.files.insert(name, Arc::new(bytes.to_vec()));
                }
            } else if let Ok(text) = field.text().await {
                self.values.insert(name, Value::String(text));
            }
        }
    }

    fn extend(&mut self, pairs: Vec<(String, String)>) {
        let pairs = pairs.into_iter().map(|(k, v)| (k, Value::String(v)));
        self.values.extend(pairs);
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::String(text) => text.parse().ok(),
            value => value.as_i64(),
        }
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    /// A nested value, sent as JSON or as a string of JSON.
    pub fn json(&self, name: &str) -> Option<Value> {
        match self.values.get(name)? {
            Value::String(text) => serde_json::from_str(text).ok(),
            value => Some(value.clone()),
        }
    }

    /// Name of an uploaded file.
    pub fn file_name(&self, field: &str) -> String {
        self.file_names.get(field).cloned().unwrap_or_default()
    }

    /// An uploaded file, in the field itself or attached under another name.
    pub fn file(&self, name: &str) -> Option<Arc<Vec<u8>>> {
        let attached = self.text(name).and_then(|v| v.strip_prefix("attach://"));
        self.files.get(attached.unwrap_or(name)).cloned()
    }
}
